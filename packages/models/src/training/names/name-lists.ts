const words = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/);

/** What people, places and firms of one language are called, and how an address is put together there. */
export interface Locale {
  readonly language: 'en' | 'de' | 'fr' | 'es' | 'zh';
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  /** Streets called after somebody: `{l}` a family name, `{f}` a first name. */
  readonly streetForms: readonly string[];
  /** Endings of firms' names. */
  readonly firms: readonly string[];
  /** `#` a house number, `{s}` a street, `{c}` a city, `{z}` a post code, `%` a flat's number. */
  readonly addresses: readonly string[];
}

const ENGLISH: Locale = {
  language: 'en',
  first:
    words(`James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, William, Barbara, Richard, Susan,
    Joseph, Jessica, Thomas, Karen, Christopher, Sarah, Charles, Lisa, Daniel, Nancy, Matthew, Sandra, Anthony, Betty, Mark,
    Ashley, Steven, Emily, Paul, Kimberly, Andrew, Margaret, Joshua, Donna, Kenneth, Michelle, Kevin, Carol, Brian, Amanda,
    Tim, Melissa, Ronald, Deborah, Jason, Stephanie, Ryan, Rebecca, Jacob, Laura, Gary, Helen, Nick, Cynthia, Eric, Amy,
    Jonathan, Kathleen, Stephen, Angela, Larry, Shirley, Justin, Anna, Scott, Brenda, Brandon, Emma, Benjamin, Nicole, Samuel,
    Samantha, Frank, Katherine, Gregory, Christine, Raymond, Rachel, Alexander, Catherine, Patrick, Olivia, Jack, Maria, Dennis,
    Heather, Jerry, Diane, Tyler, Julie, Aaron, Joyce, Henry, Victoria, Peter, Kelly, Adam, Lauren, Zoe, Priya, Rahul, Anjali,
    Arjun, Deepa, Sanjay, Lakshmi, Vikram, Fatima, Ahmed, Omar, Aisha, Hassan, Layla, Yusuf, Ali, Mohammed, Noor, Chidi, Ngozi,
    Kwame, Amara, Tunde, Akira, Yuki, Haruto, Sakura, Kenji, Min-jun, Ji-woo, Nguyen, Linh, Siobhan, Niamh, Declan, Rhys,
    Gareth, Ewan, Isla, Callum, Mia, Noah, Liam, Ava, Ethan, Chloe, Lucas, Grace, Will, May, June, April, Rose, Hope, Mark, Bill,
    Joe, Bob, Tom, Dave, Mike, Kate, Ben, Sam, Alex, Max, Leo, Ivy, Ruby, Oscar, Ella, Harry, George, Sophie, Lucy, Dan, Matt`),
  last: words(`Smith, Johnson, Williams, Brown, Jones, Garcia, Miller, Davis, Rodriguez, Martinez, Hernandez, Lopez, Gonzalez,
    Wilson, Anderson, Thomas, Taylor, Moore, Jackson, Martin, Lee, Perez, Thompson, White, Harris, Sanchez, Clark, Ramirez,
    Lewis, Robinson, Walker, Young, Allen, King, Wright, Scott, Torres, Nguyen, Hill, Flores, Green, Adams, Nelson, Baker,
    Hall, Rivera, Campbell, Mitchell, Carter, Roberts, Gomez, Phillips, Evans, Turner, Diaz, Parker, Cruz, Edwards, Collins,
    Reyes, Stewart, Morris, Morales, Murphy, Cook, Rogers, Gutierrez, Ortiz, Morgan, Cooper, Peterson, Bailey, Reed, Kelly,
    Howard, Ramos, Kim, Cox, Ward, Richardson, Watson, Brooks, Chavez, Wood, Bennett, Gray, Mendoza, Ruiz, Hughes, Price,
    Alvarez, Castillo, Sanders, Patel, Myers, Long, Ross, Foster, Jimenez, Sharma, Gupta, Singh, Kumar, Iyer, Khan, Rahman,
    Hussain, Okafor, Adeyemi, Mensah, Tanaka, Suzuki, Yamamoto, Park, Choi, Tran, Pham, MacDonald, McCarthy, Fitzgerald,
    Whitfield, Pemberton, Ashworth, Hargreaves, Blackwood, Kowalski, Novak, Petrov, Ivanova, Andersson, Larsen, Virtanen,
    Nowak, Horvat, Papadopoulos, Costa, Silva, Santos, Rossi, Bianchi, Romano, de Vries, van den Berg, van Dijk, O'Connor,
    O'Brien, Stone, Marsh, Day, Rivers, Bishop, Page, Best, Sharp, Frost, Cohen, Levi, Yilmaz, Demir, Haddad, Mansour`),
  cities:
    words(`London, Manchester, Leeds, Bristol, Glasgow, Edinburgh, Cardiff, Belfast, Dublin, Cork, New York, Boston, Chicago,
    Houston, Phoenix, Dallas, Austin, Denver, Seattle, Portland, Atlanta, Miami, Detroit, San Diego, San Francisco,
    Los Angeles, Las Vegas, Salt Lake City, New Orleans, Kansas City, Toronto, Vancouver, Montreal, Calgary, Sydney,
    Melbourne, Brisbane, Perth, Auckland, Wellington, Springfield, Riverside, Franklin, Clinton, Madison, Mumbai, Delhi,
    Bangalore, Singapore, Nairobi, Lagos, Cape Town, Dubai, Tokyo, Osaka, Seoul, Bangkok, Hanoi, Jakarta, Moscow, Istanbul,
    Athens, Rome, Milan, Lisbon, Prague, Warsaw, Vienna, Zurich, Stockholm, Oslo, Helsinki, Copenhagen, Amsterdam, Brussels,
    Cairo, Tel Aviv, Rio de Janeiro, Buenos Aires, Lima, Bogota, Ohio, Texas, California, Florida, Oregon, Nevada, Utah,
    Maine, Virginia, Alaska, Ontario, Queensland, Yorkshire, Cornwall, Kent, Europe, Asia, Africa`),
  streets:
    words(`Main Street, High Street, Oak Avenue, Maple Drive, Cedar Lane, Elm Street, Park Avenue, Washington Blvd,
    Lincoln Road, Church Street, Mill Lane, Station Road, Victoria Road, King Street, Queen Street, Hillcrest Drive,
    Sunset Boulevard, Lakeview Terrace, Pine Court, Birch Way, Willow Close, Meadow Lane, Grove Street, 5th Avenue,
    42nd Street, Broadway, Kingsway, Rosewood Court, Chestnut Ave, Jefferson St, Franklin St., Spruce Rd, Highland Pl,
    Ashford Crescent, Orchard Gardens, Riverside Drive, Market Square, Baker Street, Bridge Street, School Lane`),
  streetForms: words(
    '{l} Street, {l} Road, {l} Avenue, {l} Lane, {f} Street, {l} Drive, {l} Court, {l} Way, {l} Close, {l} Blvd, {l} St, {l} Rd., {l} Ave, North {l} Street, West {l} Avenue, {l} Place, {l} Terrace, {l} Crescent, {l} Hill',
  ),
  firms: words(
    'Inc., Ltd, LLC, Corp, Group, Holdings, & Sons, Partners, Bank, Insurance, Logistics, Systems, Labs, Foods, University, Hospital, Airlines',
  ),
  addresses: [
    '# {s}',
    '# {s}',
    '# {s}, {c}',
    '# {s}, {c}, {z}',
    '# {s} Apt %, {c} {z}',
    '# {s}, Apt. %',
    '# {s}\n{c} {z}',
    'Flat %, # {s}, {c} {z}',
    '# {s}, Suite %, {c}',
    'PO Box #, {c} {z}',
  ],
};

const GERMAN: Locale = {
  language: 'de',
  first:
    words(`Lukas, Anna, Leon, Lena, Finn, Hannah, Jonas, Mia, Paul, Emilia, Felix, Lea, Maximilian, Sophie, Ben, Laura,
    Elias, Julia, Tim, Sabine, Klaus, Petra, Jürgen, Monika, Wolfgang, Ursula, Dieter, Brigitte, Hans, Renate, Stefan, Andrea,
    Thomas, Claudia, Uwe, Birgit, Matthias, Heike, Jörg, Anke, Ralf, Silke, Bernd, Katrin, Günter, Ingrid, Holger, Anja,
    Mehmet, Ayşe, Emre, Elif, Johann, Friederike, Moritz, Annika, Florian, Franziska, Sebastian, Nadine, Ole, Greta, Hannelore`),
  last: words(`Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter,
    Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Schmitt, Werner, Krause,
    Meier, Lehmann, Schmid, Schulze, Maier, Köhler, Herrmann, König, Walter, Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz,
    Möller, Weiß, Jung, Hahn, Schubert, Vogel, Friedrich, Keller, Günther, Frank, Berger, Winkler, Roth, Beck, Lorenz, Baumann,
    Franke, Albrecht, Schuster, Simon, Ludwig, Böhm, Winter, Kraus, Martin, Schumacher, Krämer, Vogt, Stein, Jäger, Otto,
    Sommer, Groß, Seidel, Heinrich, Brandt, Haas, Schreiber, Graf, Dietrich, Ziegler, Kuhn, Kühn, Pohl, Engel, Horn, Busch`),
  cities:
    words(`Berlin, Hamburg, München, Köln, Frankfurt, Stuttgart, Düsseldorf, Leipzig, Dortmund, Essen, Bremen, Dresden,
    Hannover, Nürnberg, Duisburg, Bochum, Wuppertal, Bielefeld, Bonn, Münster, Karlsruhe, Mannheim, Augsburg, Wiesbaden,
    Freiburg, Lübeck, Erfurt, Mainz, Rostock, Kassel, Wien, Graz, Linz, Salzburg, Innsbruck, Zürich, Basel, Bern, Bayern,
    Sachsen, Hessen, Österreich, Deutschland, Schweiz, Frankreich, Italien, Spanien, Polen, Türkei, Griechenland`),
  streets:
    words(`Hauptstraße, Bahnhofstraße, Schillerstraße, Goethestr., Gartenweg, Lindenallee, Kirchplatz, Bergstraße,
    Dorfstraße, Am Markt, Rosenweg, Mühlenweg, Schulstr., Ringstraße, Waldstraße, Friedrichstraße, Königsallee, Birkenweg,
    Ludwigstraße, Uhlandstraße, Marktplatz, An der Alster, Unter den Linden, Hermannstr., Kastanienallee`),
  streetForms: words(
    '{l}straße, {l}str., {f}-{l}-Straße, {l}weg, {l}platz, {l}allee, {l}gasse, Alte {l}straße, Am {l}berg, An der {l}brücke, {l}ring, {l} Straße',
  ),
  firms: words('GmbH, AG, KG, & Co. KG, Versicherung, Bank, Stiftung, Werke, Verlag, Universität, Klinik'),
  addresses: ['{s} #', '{s} #', '{s} #, {z} {c}', '{s} #\n{z} {c}', '{s} #a, {z} {c}', '{s} #, {c}'],
};

const FRENCH: Locale = {
  language: 'fr',
  first:
    words(`Jean, Marie, Pierre, Camille, Louis, Manon, Michel, Nathalie, Nicolas, Isabelle, Julien, Sylvie, Philippe,
    Catherine, Alain, Martine, Laurent, Céline, Thierry, Valérie, François, Sandrine, Christophe, Véronique, Étienne, Hélène,
    Gérard, Monique, Antoine, Élodie, Mathieu, Aurélie, Guillaume, Émilie, Benoît, Clémence, Rémi, Inès, Hugo, Jade, Théo,
    Chloé, Mohamed, Fatou, Karim, Yasmine, Jean-Pierre, Marie-Claire, Anne-Sophie, Baptiste, Léa, Océane, Yves, Odile`),
  last: words(`Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefebvre, Michel,
    Garcia, David, Bertrand, Roux, Vincent, Fournier, Morel, Girard, André, Lefèvre, Mercier, Dupont, Lambert, Bonnet, François,
    Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, Muller, Henry, Roussel, Nicolas, Perrin, Morin, Mathieu,
    Clément, Gauthier, Dumont, Lopez, Fontaine, Chevalier, Robin, Masson, Sanchez, Gérard, Nguyen, Boyer, Denis, Lemaire,
    Duval, Joly, Gautier, Roger, Roche, Roy, Noël, Meyer, Lucas, Meunier, Jean, Marchand, Dufour, Blanchard, Marie, Barbier`),
  cities:
    words(`Paris, Marseille, Lyon, Toulouse, Nice, Nantes, Montpellier, Strasbourg, Bordeaux, Lille, Rennes, Reims,
    Saint-Étienne, Toulon, Grenoble, Dijon, Angers, Nîmes, Clermont-Ferrand, Le Mans, Brest, Tours, Amiens, Limoges, Annecy,
    Metz, Besançon, Perpignan, Orléans, Rouen, Mulhouse, Caen, Nancy, Bruxelles, Liège, Genève, Lausanne, Montréal, Québec,
    France, Belgique, Suisse, Allemagne, Espagne, Italie, Maroc, Algérie, Sénégal, Bretagne, Normandie, Provence`),
  streets:
    words(`rue de la Paix, rue Victor Hugo, avenue des Champs, boulevard Voltaire, rue du Moulin, place de la Mairie,
    chemin des Vignes, allée des Tilleuls, rue Pasteur, avenue Jean Jaurès, rue des Lilas, impasse du Château, quai de Seine,
    rue de la République, rue Saint-Jacques, boulevard Saint-Michel, avenue Foch, rue des Écoles, cours Lafayette`),
  streetForms: words(
    'rue {l}, rue {f} {l}, avenue {l}, avenue {f} {l}, boulevard {l}, place {l}, impasse {l}, allée {f} {l}, chemin de {l}, rue du {l}, Rue {f} {l}, quai {l}',
  ),
  firms: words('SA, SARL, SAS, & Fils, Banque, Assurances, Groupe, Université, Hôpital'),
  addresses: ['# {s}', '#, {s}', '# {s}, {z} {c}', '#, {s}, {z} {c}', '# bis {s}, {c}', '# {s}\n{z} {c}'],
};

const SPANISH: Locale = {
  language: 'es',
  first:
    words(`Antonio, María, José, Carmen, Manuel, Ana, Francisco, Isabel, Juan, Laura, David, Lucía, Javier, Marta, Daniel,
    Cristina, Carlos, Elena, Jesús, Pilar, Alejandro, Raquel, Miguel, Sara, Rafael, Paula, Pedro, Beatriz, Ángel, Rocío, Pablo,
    Silvia, Sergio, Irene, Fernando, Patricia, Luis, Nuria, Jorge, Rosa, Alberto, Teresa, Álvaro, Sofía, Diego, Valentina,
    Adrián, Camila, Raúl, Ximena, Enrique, Guadalupe, Ignacio, Mercedes, Gonzalo, Inés, Rubén, Alicia, José Luis, Juan Carlos`),
  last: words(`García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, Hernández, Ruiz,
    Díaz, Moreno, Muñoz, Álvarez, Romero, Gutiérrez, Alonso, Navarro, Torres, Domínguez, Ramos, Vázquez, Ramírez, Gil, Serrano,
    Morales, Molina, Blanco, Suárez, Castro, Ortega, Delgado, Ortiz, Marín, Rubio, Núñez, Medina, Sanz, Castillo, Iglesias,
    Cortés, Garrido, Santos, Guerrero, Lozano, Cano, Cruz, Méndez, Flores, Prieto, Herrera, Peña, León, Márquez, Cabrera,
    Gallego, Calvo, Vidal, Campos, Reyes, Vega, Fuentes, Carrasco, Aguilar, Caballero, Nieto, Santana, Vargas, Pascual`),
  cities:
    words(`Madrid, Barcelona, Valencia, Sevilla, Zaragoza, Málaga, Murcia, Palma, Bilbao, Alicante, Córdoba, Valladolid,
    Vigo, Gijón, Granada, Vitoria, Elche, Oviedo, Cartagena, Santander, Salamanca, Toledo, Burgos, Ciudad de México,
    Guadalajara, Monterrey, Bogotá, Medellín, Lima, Santiago, Quito, Montevideo, Rosario, Caracas, España, México, Argentina,
    Colombia, Perú, Chile, Francia, Alemania, Italia, Portugal, Andalucía, Galicia, Cataluña`),
  streets:
    words(`Calle Mayor, Calle de Alcalá, Avenida de la Constitución, Plaza España, Paseo del Prado, C/ Serrano, Gran Vía,
    Calle San Juan, Av. Libertad, Calle del Sol, Calle Real, Camino Viejo, Ronda de Toledo, Calle Cervantes, Avda. del Puerto,
    Carrera de San Jerónimo, Travesía del Carmen, Calle de la Luna, Paseo de Gracia`),
  streetForms: words(
    'Calle {l}, Calle {f} {l}, Avenida {l}, Avenida {f} {l}, Plaza {l}, Paseo {l}, C/ {l}, Av. {f} {l}, Camino de {l}, Calle de {l}, calle {l}, Ronda {l}, Pasaje {l}',
  ),
  firms: words('S.A., S.L., y Hermanos, Banco, Seguros, Grupo, Universidad, Hospital'),
  addresses: ['{s} #', '{s}, #', '{s} #, {c}', '{s}, #, {z} {c}', '{s} #, %º B, {z} {c}', '{s} n.º #, {c}'],
};

const CHINESE: Locale = {
  language: 'zh',
  first:
    words(`伟, 芳, 娜, 敏, 静, 丽, 强, 磊, 军, 洋, 勇, 艳, 杰, 娟, 涛, 明, 超, 秀英, 霞, 平, 刚, 桂英, 建华, 志强, 晓明, 小红,
    雨涵, 子轩, 梓涵, 浩然, 欣怡, 诗涵, 宇航, 思远, 佳怡, 俊杰, 文博, 雅婷, 嘉豪, 美玲, 国强, 春梅, 海燕, 丽华, 建国, 永刚, 婷婷, 丹丹,
    晨曦, 一诺, 子涵, 雪梅, 玉兰, 德华, 学友, 志明, 淑芬, 家豪, 怡君, 冠宇, 思思, 天宇, 若曦, 凯, 鹏, 飞, 倩, 颖, 琳, 波, 斌, 辉, 宁, 健`),
  last: words(`王, 李, 张, 刘, 陈, 杨, 黄, 赵, 吴, 周, 徐, 孙, 马, 朱, 胡, 郭, 何, 高, 林, 郑, 谢, 罗, 梁, 宋, 唐, 许, 韩, 冯, 邓, 曹, 彭,
    曾, 肖, 田, 董, 袁, 潘, 于, 蒋, 蔡, 余, 杜, 叶, 程, 苏, 魏, 吕, 丁, 任, 沈, 姚, 卢, 姜, 崔, 钟, 谭, 陆, 汪, 范, 金, 石, 廖, 贾, 夏, 韦,
    付, 方, 白, 邹, 孟, 熊, 秦, 邱, 江, 尹, 薛, 闫, 段, 雷, 侯, 龙, 史, 陶, 黎, 贺, 顾, 毛, 郝, 龚, 邵, 万, 钱, 严, 欧阳, 司马, 诸葛`),
  cities:
    words(`北京, 上海, 广州, 深圳, 杭州, 南京, 成都, 重庆, 武汉, 西安, 天津, 苏州, 长沙, 郑州, 青岛, 大连, 厦门, 昆明, 哈尔滨, 沈阳,
    济南, 福州, 合肥, 南昌, 贵阳, 兰州, 台北, 香港, 澳门, 广东, 浙江, 江苏, 四川, 山东, 河南, 湖北, 云南, 中国, 美国, 日本, 英国, 法国, 德国,
    韩国, 俄罗斯, 印度, 东京, 纽约, 伦敦, 巴黎, 柏林`),
  streets:
    words(`中山路, 人民路, 解放大道, 建设路, 长安街, 南京东路, 和平路, 文化路, 科技园路, 学院路, 新华街, 朝阳北路, 滨江大道, 复兴门外大街,
    光明巷, 幸福里, 体育西路, 天府大道, 世纪大道, 环城东路`),
  streetForms: words('{l}家路, {f}路, {f}街, {l}{f}路, {f}大道, 东{f}路, {f}巷, {f}西路, {f}北街'),
  firms: words('有限公司, 集团, 银行, 大学, 医院, 科技公司, 保险公司'),
  addresses: [
    '{s}#号',
    '{c}市{s}#号',
    '{c}市朝阳区{s}#号',
    '{c}市海淀区{s}#号%单元',
    '{c}市{s}#弄%号',
    '{c}省{c}市{s}#号院%栋',
    '{s}#号%室',
  ],
};

/** Characters that Chinese given names are put together from. */
export const GIVEN_CHARACTERS: readonly string[] = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建华志晓红雨涵子轩梓浩然欣怡诗宇航思远佳俊文博雅婷嘉豪美玲国春梅海燕永晨曦诺雪玉兰德学友',
  ...'淑芬家君冠天若凯鹏飞倩颖琳波斌辉宁健瑞泽睿铭彤妍萱悦琪琦昊峰岩松柏林森鑫旭东阳亮光庆祥福贵荣珍珠翠凤莲菊香云月星辰霖川江河安康乐成功立正义忠诚信慧智聪',
];

export const LOCALES: readonly Locale[] = [ENGLISH, GERMAN, FRENCH, SPANISH, CHINESE];

/** Countries in English; a country is a place and nobody's personal data. */
export const COUNTRIES =
  words(`Afghanistan, Albania, Algeria, Argentina, Armenia, Australia, Austria, Bangladesh, Belgium, Bolivia,
  Brazil, Bulgaria, Cambodia, Cameroon, Canada, Chile, China, Colombia, Croatia, Cuba, Denmark, Ecuador, Egypt, Ethiopia,
  Finland, France, Georgia, Germany, Ghana, Greece, Guatemala, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq,
  Ireland, Israel, Italy, Jamaica, Japan, Jordan, Kenya, Kuwait, Laos, Lebanon, Libya, Madagascar, Malaysia, Mali, Mexico,
  Mongolia, Morocco, Nepal, Netherlands, New Zealand, Nicaragua, Nigeria, North Korea, Norway, Oman, Pakistan, Panama, Peru,
  Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi Arabia, Senegal, Serbia, Sierra Leone, Singapore,
  Slovakia, Slovenia, Somalia, South Africa, South Korea, Spain, Sri Lanka, Sudan, Sweden, Switzerland, Syria, Taiwan,
  Tanzania, Thailand, Tunisia, Turkey, Uganda, Ukraine, United Arab Emirates, United Kingdom, the United States, Uruguay,
  Venezuela, Vietnam, Yemen, Zambia, Zimbabwe, the UK, the US, the USA, the European Union`);

/** Firms and bodies that people ask about. */
export const ORGANISATIONS =
  words(`Google, Microsoft, Amazon, Apple, Netflix, Facebook, Meta, OpenAI, Tesla, Toyota, Samsung, Sony,
  IBM, Intel, Nvidia, Oracle, SAP, Siemens, Bosch, Nestlé, Unilever, Pfizer, Boeing, Airbus, NASA, the United Nations, UNESCO,
  the World Bank, the IMF, NATO, the FBI, the BBC, Reuters, Harvard University, Stanford University, MIT, Oxford University,
  Manchester United, Real Madrid, Goldman Sachs, JPMorgan Chase, Deutsche Bank, HSBC, Walmart, Costco, IKEA, Starbucks,
  McDonald's, Coca-Cola, PepsiCo, Adobe, Salesforce, Spotify, Uber, Airbnb, PayPal, Visa, Mastercard, Huawei, Alibaba,
  Tencent, Baidu, ByteDance, Lufthansa, British Airways, the Red Cross, Greenpeace, Amnesty International, the WHO, FIFA`);

/** Capitalised words and names of things that are nobody's name, as they stand in requests. */
export const THINGS =
  words(`Python, JavaScript, TypeScript, React, Angular, Django, Kubernetes, Docker, Postgres, MongoDB, Redis, Excel,
  PowerPoint, Photoshop, Windows, Linux, Ubuntu, Android, iPhone, iPad, MacBook Pro, Galaxy S24, PlayStation, Xbox, Kindle,
  ChatGPT, Bluetooth, Wi-Fi, USB, HTML, CSS, SQL, JSON, Rust, Java, Ruby on Rails, Swift, Kotlin, Go, Scala, Haskell, Pandas,
  Escherichia coli, Homo sapiens, Tyrannosaurus rex, Canis lupus, Drosophila melanogaster, Golgi apparatus, Krebs cycle,
  Staphylococcus aureus, Quercus robur, DNA, RNA, ATP, Mendelian inheritance, Darwinism, Alzheimer's disease,
  Parkinson's disease, Down syndrome, Crohn's disease, Hodgkin lymphoma, Sodium Chloride, Hydrochloric Acid, Vitamin C,
  Ibuprofen, Paracetamol, Benzene, Grignard reaction, Diels-Alder reaction, Avogadro's number, Bunsen burner, Erlenmeyer flask,
  Apple pie, Alexander technique, Jenga, Victoria sponge, Tom Collins, Margarita, Big Mac, Wellington boots, Lincoln logs, Caesar salad, Earl Grey tea, Bloody Mary, Beef Wellington, Peking duck, Eggs Benedict, Granny Smith apples,
  Bayesian inference, Gaussian elimination, Fourier transform, Laplace transform, Markov chain, Monte Carlo method,
  Pythagorean theorem, Riemann hypothesis, Newton's laws, Ohm's law, Murphy's law, Occam's razor, Schrödinger equation,
  Maxwell's equations, Doppler effect, Turing machine, Dijkstra's algorithm, Fibonacci sequence, Nobel Prize, Ponzi scheme,
  Christmas, Easter, Halloween, Thanksgiving, Ramadan, Monday, Friday, January, May, August, March, April, June, Spring,
  English, French, German, Spanish, Chinese, Japanese, Latin, Arabic, Buddhism, Islam, Catholic, Renaissance, Middle Ages,
  World War II, Cold War, Roman Empire, Industrial Revolution, Ice Age, Big Bang, Milky Way, Mars, Venus, Jupiter, Earth,
  Will, Mark, Hope, Grace, Faith, Joy, Art, Bill, Rich, Frank, Grant, Chase, Dawn, Amber, Crystal, Ruby, Iris, Lily, Rose`);
