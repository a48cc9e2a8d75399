import { parseTerms } from './parse-terms.ts';

/** Terms of chemistry. */
export const CHEMISTRY = parseTerms(`
the periodic table=元素周期表; covalent bonds=共价键; ionic bonds=离子键; hydrogen bonding=氢键; electronegativity=电负性; oxidation and reduction=氧化还原反应
balancing a chemical equation=化学方程式配平; stoichiometry=化学计量; molar mass=摩尔质量; Avogadro's number=阿伏伽德罗常数; limiting reagents=限量试剂; percent yield=产率
acids and bases=酸和碱; pH of a solution=溶液的pH值; buffer solutions=缓冲溶液; titration=滴定; the solubility product=溶度积; Le Chatelier's principle=勒夏特列原理
chemical equilibrium=化学平衡; reaction rates=反应速率; catalysts=催化剂; activation energy=活化能; enthalpy of formation=生成焓; Gibbs free energy=吉布斯自由能
Hess's law=盖斯定律; endothermic and exothermic reactions=吸热与放热反应; calorimetry=量热法; the ideal gas in a flask=烧瓶中的理想气体; partial pressure=分压; colligative properties=依数性
organic synthesis=有机合成; alkanes and alkenes=烷烃与烯烃; benzene rings=苯环; esterification=酯化反应; polymerization=聚合反应; nucleophilic substitution=亲核取代
SN1 and SN2 reactions=SN1和SN2反应; chirality=手性; isomers=同分异构体; functional groups=官能团; aldehydes and ketones=醛和酮; carboxylic acids=羧酸
amino acids in water=氨基酸水溶液; spectroscopy=光谱学; NMR spectra=核磁共振谱; mass spectrometry=质谱法; chromatography=色谱法; distillation=蒸馏
electrolysis of water=电解水; galvanic cells=原电池; the Nernst equation=能斯特方程; corrosion of iron=铁的腐蚀; electroplating=电镀; standard electrode potential=标准电极电势
noble gases=稀有气体; halogens=卤素; alkali metals=碱金属; transition metals=过渡金属; coordination complexes=配位化合物; crystal field theory=晶体场理论
sodium chloride=氯化钠; sulfuric acid=硫酸; ammonia=氨气; carbon dioxide and limewater=二氧化碳与石灰水; ethanol=乙醇; hydrogen peroxide=过氧化氢
VSEPR theory=价层电子对互斥理论; orbital hybridization=轨道杂化; Lewis structures=路易斯结构; molecular polarity=分子极性; van der Waals forces=范德华力; isotopes=同位素
precipitation reactions=沉淀反应; combustion of methane=甲烷燃烧; saponification=皂化反应; molarity=物质的量浓度; a saturated solution=饱和溶液; nanoparticles=纳米颗粒
`);
