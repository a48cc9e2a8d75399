import { parseTerms } from './parse-terms.ts';

/** Terms of engineering. */
export const ENGINEERING = parseTerms(`
a bridge design=桥梁设计; beam bending=梁的弯曲; shear force diagrams=剪力图; reinforced concrete=钢筋混凝土; steel structures=钢结构; soil mechanics=土力学
foundations of buildings=建筑地基; fluid flow in pipes=管道流体流动; the Reynolds number of a pipe=管道雷诺数; pumps=水泵; turbines=涡轮机; heat exchangers=换热器
internal combustion engines=内燃机; gearboxes=变速箱; bearings=轴承; hydraulic systems=液压系统; pneumatic valves=气动阀; welding=焊接
CNC machining=数控加工; 3D printing of metal parts=金属零件3D打印; CAD drawings=CAD图纸; finite element analysis=有限元分析; fatigue of materials=材料疲劳; stress and strain=应力与应变
transistor amplifiers=晶体管放大器; operational amplifiers=运算放大器; RC circuits=RC电路; power transformers=电力变压器; induction motors=感应电动机; three-phase power=三相电
a PID controller=PID控制器; transfer functions=传递函数; Bode plots=伯德图; feedback control=反馈控制; signal modulation=信号调制; antennas=天线
digital logic circuits=数字逻辑电路; flip-flops=触发器; FPGA design=FPGA设计; microcontrollers=单片机; an Arduino sensor=Arduino传感器; printed circuit boards=印刷电路板
solar panels=太阳能电池板; wind turbines=风力发电机; lithium battery packs=锂电池组; power grids=电网; nuclear reactors=核反应堆; electric vehicles=电动汽车
robot arms=机械臂; drones=无人机; aircraft wings=飞机机翼; rocket engines=火箭发动机; satellites=人造卫星; ship hulls=船体
refrigeration cycles=制冷循环; HVAC systems=暖通空调系统; boilers=锅炉; distillation columns in a plant=精馏塔; chemical reactors=化工反应器; waste water treatment=污水处理
semiconductor manufacturing=半导体制造; sensors and actuators=传感器与执行器; road construction=道路施工; tunnels=隧道工程; dams=水坝; earthquake-resistant buildings=抗震建筑
tolerances=公差配合; surface roughness=表面粗糙度; voltage regulators=稳压器; a circuit breaker=断路器; laminar boundary layers=层流边界层; a truss=桁架
`);
