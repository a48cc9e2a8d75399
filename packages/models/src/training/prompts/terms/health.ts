import { parseTerms } from './parse-terms.ts';

/** Terms of health and medicine. */
export const HEALTH = parseTerms(`
high blood pressure=高血压; type 2 diabetes=2型糖尿病; asthma=哮喘; migraine=偏头痛; the flu=流感; a sore throat=喉咙痛
fever in children=儿童发烧; chest pain=胸痛; back pain=腰痛; knee pain=膝盖疼痛; a persistent cough=持续咳嗽; an upset stomach=肠胃不适
vaccination=疫苗接种; antibiotics=抗生素; painkillers like ibuprofen=布洛芬等止痛药; side effects of statins=他汀类药物的副作用; insulin therapy=胰岛素治疗; chemotherapy=化疗
heart attacks=心肌梗死; strokes=中风; arrhythmia=心律失常; anemia=贫血; kidney failure=肾衰竭; hepatitis=肝炎
pneumonia=肺炎; tuberculosis=肺结核; COVID-19 symptoms=新冠症状; HIV treatment=艾滋病治疗; malaria=疟疾; dengue fever=登革热
a balanced diet=均衡饮食; vitamin D deficiency=维生素D缺乏; cholesterol=胆固醇; weight loss=减肥; calories in food=食物热量; protein intake=蛋白质摄入
sleep problems=睡眠问题; insomnia treatment=失眠治疗; exercise for seniors=老年人锻炼; physical therapy=物理治疗; pregnancy=怀孕; breastfeeding=母乳喂养
menopause=更年期; prostate problems=前列腺问题; skin rashes=皮疹; eczema=湿疹; acne=痤疮; allergies=过敏
hay fever=花粉症; dental care=牙齿护理; gum disease=牙周病; cataracts=白内障; hearing loss=听力下降; broken bones=骨折
first aid for burns=烧伤急救; CPR=心肺复苏; blood tests=血液检查; an MRI scan=核磁共振检查; X-rays=X光检查; surgery recovery=术后恢复
thyroid disorders=甲状腺疾病; arthritis=关节炎; osteoporosis=骨质疏松; gout=痛风; Alzheimer's disease=阿尔茨海默病; Parkinson's disease=帕金森病
lung cancer=肺癌; breast cancer screening=乳腺癌筛查; epilepsy=癫痫; dehydration=脱水; food poisoning=食物中毒; gastric ulcers=胃溃疡
nursing care=护理; infection control in hospitals=医院感染控制; traditional Chinese medicine=中医; acupuncture=针灸; public health=公共卫生; drug interactions=药物相互作用
`);
