import { parseTerms } from './parse-terms.ts';

/** Terms of biology. */
export const BIOLOGY = parseTerms(`
photosynthesis=光合作用; mitosis=有丝分裂; meiosis=减数分裂; the cell membrane=细胞膜; mitochondria=线粒体; chloroplasts=叶绿体
DNA replication=DNA复制; RNA transcription=RNA转录; protein synthesis=蛋白质合成; ribosomes=核糖体; natural selection=自然选择; evolution=进化论
genetic drift=遗传漂变; gene expression=基因表达; gene editing with CRISPR=CRISPR基因编辑; dominant and recessive alleles=显性与隐性等位基因; Mendel's laws=孟德尔定律; chromosomes=染色体
enzymes=酶; cellular respiration=细胞呼吸; fermentation in yeast=酵母发酵; glycolysis=糖酵解; the Krebs cycle=三羧酸循环; osmosis=渗透作用
food chains=食物链; ecosystems=生态系统; biodiversity=生物多样性; symbiosis=共生; keystone species=关键物种; invasive species=入侵物种
bacteria=细菌; viruses=病毒; fungi=真菌; algae=藻类; mosses and ferns=苔藓与蕨类; flowering plants=被子植物
pollination by bees=蜜蜂授粉; seed germination=种子萌发; plant hormones=植物激素; xylem and phloem=木质部和韧皮部; stomata=气孔; nitrogen fixation=固氮作用
amphibians=两栖动物; reptiles=爬行动物; mammals=哺乳动物; insects=昆虫; bird migration=鸟类迁徙; coral reefs=珊瑚礁
the animal kingdom=动物界; taxonomy=生物分类学; phylogenetic trees=系统发育树; fossils of early humans=古人类化石; speciation=物种形成; homologous structures=同源结构
stem cells=干细胞; neurons=神经元; reflex arcs=反射弧; the nervous system of the squid=乌贼的神经系统; blood cells=血细胞; the immune response=免疫反应
antibodies=抗体; homeostasis=稳态; embryonic development=胚胎发育; apoptosis=细胞凋亡; the cell cycle=细胞周期; signal transduction=信号转导
photoreceptors=光感受器; whales and dolphins=鲸鱼和海豚; octopuses=章鱼; honeybees=蜜蜂; frogs=青蛙; tardigrades=水熊虫
bacteriophages=噬菌体; plasmids=质粒; PCR=聚合酶链式反应; gel electrophoresis=凝胶电泳; tissue culture=组织培养; population ecology=种群生态学
`);
