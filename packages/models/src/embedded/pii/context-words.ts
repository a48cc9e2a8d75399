/** Words that name a type when they stand before a value (lower case, in sources of regular expressions). */
export const NAMES = {
  phone:
    'phone|\\btel\\b|telephone|mobile|\\bcell\\b|cellular|\\bcall(?:s|ed|ing)?\\b|\\bdial|\\bring\\b|\\bfax|whatsapp|\\btext (?:me|us|him|her|them)|\\bsms\\b|hotline|answer(?:ing|ed)? at|messages? to|my registered|my (?:home |work |office )?number|his number|her number|\\b(?:home|office|work):|contact|reach (?:me|us|him|her|them|out)|手机|手機|电话|電話|座机|热线|传真|致电|拨打|联系|telefon|\\bhandy|rufnummer|t[ée]l[ée]phone|appel|portable|tel[ée]fono|m[óo]vil|celular|telefone|cellulare|телефон|\\bтел\\b|звон|携帯|전화|휴대폰|연락처|फ़ोन|फोन|मोबाइल|هاتف|جوال',
  card: '\\bcards?\\b|\\bcc\\b|credit|debit|visa|master ?card|amex|american express|maestro|discover|union ?pay|银联|信用卡|银行卡|储蓄卡|借记卡|卡号|kreditkarte|\\bkarte|\\bcarte\\b|tarjeta|cart[ãa]o|carta di|карт|カード|카드|बैंक|कार्ड|بطاقة',
  ipAddress:
    '\\bips?\\b|\\bip ?v?[46]?|address|\\bhost|server|\\bping|ssh|subnet|gateway|\\bdns\\b|地址|服务器|主机|adresse|direcci[óo]n',
  ssn: '\\bssn\\b|\\bss#|social[ -]?security|social (?:number|no)|社会安全号|社安号',
  itin: '\\bitin\\b|taxpayer',
  taxId: 'steuer|\\bidnr|\\btin\\b|tax[ -]?id',
  nif: '\\bdni\\b|\\bnif\\b|\\bnie\\b|documento|identidad',
  nino: '\\bnino\\b|national insurance|\\bni (?:number|no)',
  nhs: '\\bnhs\\b|health service',
  aadhaar: 'aadha+r|आधार|\\buid(?:ai)?\\b',
  cpf: '\\bcpf\\b|cadastro',
  passport: 'passport|护照|護照|reisepass|passeport|pasaporte|passaport|паспорт|パスポート|여권',
  american: '\\bus\\b|\\bu\\.s\\.|american|united states|\\busa\\b|美国',
  driverLicense:
    "driver[’']?s?[’']? ?licen[cs]e|driving licen[cs]e|\\bdl ?(?:#|no\\b|number)|\\blicen[cs]e (?:number|no\\b|#)",
  wallet: 'wallet|\\beth\\b|ethereum|crypto|\\bsend\\b|usdt|usdc|address|钱包|地址|转账|以太',
  identifier:
    'order|invoice|tracking|shipment|parcel|ticket|\\bcase\\b|\\bref(?:erence)?\\b|serial|\\bisbn|\\bissn|\\bsku\\b|\\bpart\\b|\\bmodel\\b|\\bbarcode|\\bean\\b|\\bupc\\b|imei|patent|\\bbuild\\b|commit|\\brow\\b|record|timestamp|transaction|\\bid\\b|\\bdoi\\b|\\bhash|population|seed|订单|单号|编号|编码|序列号|流水|运单|型号|版本|bestell|rechnung|sendung|pedido|factura|commande|facture|заказ|注文|주문',
  version:
    '\\bv(?:er(?:sion)?)?\\.?|release|firmware|\\bbuild|\\bsection|\\bsdk|driver|upgrade|update|chapter|clause|版本|章|节|固件',
} as const;

export type NameGroup = keyof typeof NAMES;
