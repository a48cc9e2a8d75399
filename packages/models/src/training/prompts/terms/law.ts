import { parseTerms } from './parse-terms.ts';

/** Terms of law. */
export const LAW = parseTerms(`
contract law=合同法; breach of contract=违约; consideration in a contract=合同对价; tort law=侵权法; negligence=过失责任; strict liability=严格责任
criminal law=刑法; murder and manslaughter=谋杀与过失杀人; self-defense in criminal law=正当防卫; burden of proof=举证责任; reasonable doubt=合理怀疑; a plea bargain=认罪协议
constitutional law=宪法; freedom of speech under the First Amendment=第一修正案言论自由; due process=正当程序; equal protection=平等保护; judicial review=司法审查; separation of powers=三权分立
property law=财产法; adverse possession=时效占有; easements=地役权; landlord and tenant disputes=房东与租客纠纷; a lease agreement=租赁合同; mortgages and foreclosure=抵押与止赎
intellectual property=知识产权; copyright infringement=版权侵权; patents=专利; trademarks=商标; trade secrets=商业秘密; fair use=合理使用
employment law=劳动法; wrongful dismissal=非法解雇; severance pay=经济补偿金; non-compete clauses=竞业限制条款; workplace discrimination=职场歧视; labor arbitration=劳动仲裁
family law=婚姻家庭法; divorce settlements=离婚财产分割; child custody=子女抚养权; wills and inheritance=遗嘱与继承; prenuptial agreements=婚前协议; alimony=赡养费
company law=公司法; shareholder lawsuits=股东诉讼; limited liability=有限责任; bankruptcy=破产法; antitrust law=反垄断法; securities fraud=证券欺诈
international law=国际法; extradition=引渡; treaties=条约; human rights law=人权法; the law of the sea=海洋法; asylum claims=庇护申请
civil procedure=民事诉讼法; jurisdiction=管辖权; class actions=集体诉讼; hearsay evidence=传闻证据; cross-examination=交叉询问; injunctions=禁令
the GDPR=通用数据保护条例; privacy law=隐私法; consumer protection=消费者权益保护; product liability=产品责任; administrative law=行政法; environmental law=环境法
search warrants=搜查令; Miranda warnings=米兰达警告; the statute of limitations=诉讼时效; defamation=诽谤; fraud=诈骗罪; theft and robbery=盗窃与抢劫
a power of attorney=授权委托书; a nondisclosure agreement=保密协议; traffic accident liability=交通事故责任; arbitration clauses=仲裁条款; legal precedent=判例; jury trials=陪审团审判
`);
