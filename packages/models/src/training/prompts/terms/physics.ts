import { parseTerms } from './parse-terms.ts';

/** Terms of physics. */
export const PHYSICS = parseTerms(`
Newton's laws of motion=牛顿运动定律; gravity=万有引力; momentum=动量守恒; kinetic energy=动能; potential energy=势能; friction on a slope=斜面上的摩擦力
projectile motion=抛体运动; circular motion=圆周运动; torque=力矩; angular momentum=角动量; simple harmonic motion=简谐运动; pendulums=单摆
special relativity=狭义相对论; general relativity=广义相对论; time dilation=时间膨胀; black holes=黑洞; the Big Bang=宇宙大爆炸; dark matter=暗物质
quantum entanglement=量子纠缠; the double-slit experiment=双缝实验; wave-particle duality=波粒二象性; the uncertainty principle=不确定性原理; Schrödinger's equation=薛定谔方程; quantum tunneling=量子隧穿
the photoelectric effect=光电效应; photons=光子; the Bohr model=玻尔模型; radioactive decay=放射性衰变; nuclear fusion=核聚变; nuclear fission=核裂变
electric fields=电场; magnetic fields=磁场; Coulomb's law=库仑定律; Ohm's law=欧姆定律; Faraday's law of induction=法拉第电磁感应定律; Maxwell's equations=麦克斯韦方程组
capacitors=电容器; electromagnetic waves=电磁波; the speed of light=光速; refraction=光的折射; total internal reflection=全反射; lenses and mirrors=透镜与镜子
interference of light=光的干涉; diffraction=衍射; polarization of light=光的偏振; the Doppler effect=多普勒效应; sound waves=声波; standing waves on a string=弦上的驻波
thermodynamics=热力学; entropy=熵; the second law of thermodynamics=热力学第二定律; heat capacity=热容; blackbody radiation=黑体辐射; the Carnot cycle=卡诺循环
buoyancy=浮力; Bernoulli's equation=伯努利方程; surface tension=表面张力; pressure in liquids=液体压强; elastic collisions=弹性碰撞; springs and Hooke's law=胡克定律
the orbits of planets=行星轨道; Kepler's laws=开普勒定律; stars and galaxies=恒星与星系; neutron stars=中子星; supernovae=超新星; redshift=红移
superconductivity=超导; semiconductors in physics=半导体物理; the Standard Model=标准模型; quarks=夸克; the Higgs boson=希格斯玻色子; particle accelerators=粒子加速器
why the sky is blue=天空为什么是蓝色的; rainbows=彩虹; free fall=自由落体; acceleration=加速度; the moon's phases=月相; tides=潮汐
`);
