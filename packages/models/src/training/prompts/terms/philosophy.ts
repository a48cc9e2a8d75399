import { parseTerms } from './parse-terms.ts';

/** Terms of philosophy. */
export const PHILOSOPHY = parseTerms(`
utilitarianism=功利主义; Kant's categorical imperative=康德的绝对命令; virtue ethics=美德伦理学; the trolley problem=电车难题; moral relativism=道德相对主义; free will and determinism=自由意志与决定论
the mind-body problem=身心问题; consciousness as a philosophical problem=意识的哲学问题; Descartes' cogito=笛卡尔的我思故我在; dualism=二元论; materialism=唯物主义; idealism=唯心主义
Plato's cave=柏拉图的洞穴之喻; Aristotle's ethics=亚里士多德的伦理学; Socratic method=苏格拉底式诘问; Stoicism=斯多葛主义; Epicureanism=伊壁鸠鲁主义; skepticism=怀疑论
epistemology=认识论; metaphysics=形而上学; ontology=本体论; a priori knowledge=先验知识; Hume's problem of induction=休谟的归纳问题; falsifiability=可证伪性
existentialism=存在主义; Sartre's idea of freedom=萨特的自由观; Nietzsche's will to power=尼采的权力意志; Camus and the absurd=加缪与荒诞; Heidegger's Being and Time=海德格尔的存在与时间; phenomenology=现象学
Hegel's dialectic=黑格尔的辩证法; Marx's critique of ideology=马克思的意识形态批判; Rawls's veil of ignorance=罗尔斯的无知之幕; the social contract=社会契约论; Hobbes's Leviathan=霍布斯的利维坦; Locke's natural rights=洛克的自然权利
Confucianism=儒家思想; Taoism=道家思想; Zhuangzi's butterfly dream=庄周梦蝶; Mencius on human nature=孟子的性善论; Legalism=法家思想; Buddhist emptiness=佛教的空
Wang Yangming's philosophy of mind=王阳明心学; Zen koans=禅宗公案; the Upanishads=奥义书; the problem of evil=恶的问题; arguments for the existence of God=上帝存在的论证; the ontological argument=本体论论证
modus ponens=肯定前件式; logical fallacies=逻辑谬误; the straw man fallacy=稻草人谬误; syllogisms=三段论; predicate logic=谓词逻辑; the liar paradox=说谎者悖论
the ship of Theseus=忒修斯之船; personal identity=人格同一性; the meaning of life=人生的意义; justice=正义的本质; the nature of truth=真理的本质; beauty in aesthetics=美学中的美
moral duties to animals=对动物的道德义务; euthanasia and morality=安乐死的道德问题; the ethics of lying=说谎的伦理; moral responsibility=道德责任; pragmatism=实用主义; nihilism=虚无主义
`);
