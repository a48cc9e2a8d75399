import type { Random } from '../random.ts';

/** A random exercise of physics, in English or Chinese. */
export function physicsProblem(random: Random, language: 'en' | 'zh'): string {
  const [a, b, c] = [2 + random.below(40), 2 + random.below(20), 1 + random.below(9)];
  const english = [
    `A car accelerates from rest at ${c} m/s^2. How far does it travel in ${b} seconds?`,
    `What current flows through a ${a} ohm resistor connected to a ${b} volt battery?`,
    `A ${b} kg crate is pushed with a force of ${a} newtons. Find its acceleration.`,
    `A spring with constant ${a * 10} N/m is stretched by ${c} cm. How much energy does it store?`,
    `What is the wavelength of light with a frequency of ${c}e14 Hz?`,
    `An object of mass ${b} kg moves at a speed of ${a} m/s. What is its momentum and kinetic energy?`,
    `How much heat is needed to warm ${b} kg of copper by ${a} degrees?`,
    `A cyclist brakes from ${a} m/s and stops after ${b} metres. What was the deceleration?`,
    `A lens has a focal length of ${a} cm. Where is the image of an object ${b} cm away?`,
    `Two charges of ${c} microcoulomb are ${b} cm apart. What force acts between them?`,
    `What pressure acts on a diver at a depth of ${a} metres?`,
    `A rocket climbs at ${a} m/s^2; which velocity has it after ${b} s?`,
  ];
  const chinese = [
    `汽车由静止以 ${c} m/s² 加速，${b} 秒内行驶多远？`,
    `${a} 欧的电阻接在 ${b} 伏电源上，电流是多少？`,
    `用 ${a} 牛的力推 ${b} 千克的箱子，加速度是多少？`,
    `质量 ${b} 千克的物体以 ${a} m/s 运动，动量和动能各是多少？`,
    `频率为 ${c}e14 赫兹的光波长是多少？`,
    `把 ${b} 千克铜加热 ${a} 度需要多少热量？`,
    `弹簧伸长 ${c} 厘米，劲度系数 ${a * 10} N/m，弹性势能是多少？`,
    `潜水员在水下 ${a} 米受到多大压强？`,
  ];
  return random.pick(language === 'en' ? english : chinese);
}

/** A random exercise of chemistry, in English or Chinese. */
export function chemistryProblem(random: Random, language: 'en' | 'zh'): string {
  const [a, b] = [2 + random.below(40), 1 + random.below(9)];
  const substance = random.pick(['NaCl', 'H2SO4', 'NaOH', 'CaCO3', 'HCl', 'KMnO4', 'NH3', 'CO2', 'C6H12O6', 'AgNO3']);
  const english = [
    `How many moles are in ${a} g of ${substance}?`,
    `What is the molarity of ${a} g ${substance} in ${b} litres of water?`,
    `What is the pH of a 0.0${b} M solution of ${substance}?`,
    `Balance the reaction of ${substance} with oxygen`,
    `How many grams of ${substance} react with ${b} moles of water?`,
    `What is the oxidation state of the metal in ${substance}?`,
    `Which precipitate forms when ${substance} meets silver nitrate?`,
  ];
  const chinese = [
    `${a} 克 ${substance} 是多少摩尔？`,
    `${a} 克 ${substance} 溶于 ${b} 升水，浓度是多少？`,
    `0.0${b} mol/L 的 ${substance} 溶液 pH 是多少？`,
    `配平 ${substance} 与氧气反应的方程式`,
    `${substance} 中各元素的化合价是多少？`,
  ];
  return random.pick(language === 'en' ? english : chinese);
}
