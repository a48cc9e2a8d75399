import { parseTerms } from './parse-terms.ts';

/** Terms of economics. */
export const ECONOMICS = parseTerms(`
inflation=通货膨胀; deflation=通货紧缩; gross domestic product=国内生产总值; the unemployment rate=失业率; fiscal policy=财政政策; monetary policy=货币政策
interest rates set by the central bank=央行利率; quantitative easing=量化宽松; the money supply=货币供应量; the Phillips curve=菲利普斯曲线; aggregate demand=总需求; aggregate supply=总供给
supply and demand=供给与需求; price elasticity of demand=需求价格弹性; market equilibrium=市场均衡; consumer surplus=消费者剩余; producer surplus=生产者剩余; deadweight loss=无谓损失
opportunity cost=机会成本; marginal utility=边际效用; marginal cost=边际成本; diminishing returns=边际收益递减; economies of scale=规模经济; monopoly pricing=垄断定价
oligopoly=寡头垄断; perfect competition=完全竞争; monopolistic competition=垄断竞争; game theory in oligopolies=寡头博弈; price discrimination=价格歧视; market failure=市场失灵
externalities=外部性; public goods=公共物品; a carbon tax=碳税; subsidies=补贴; price ceilings=价格上限; the minimum wage=最低工资
comparative advantage=比较优势; tariffs and quotas=关税与配额; free trade=自由贸易; exchange rates=汇率; the balance of payments=国际收支; trade deficits=贸易逆差
Keynesian economics=凯恩斯主义经济学; monetarism=货币主义; rational expectations=理性预期; the business cycle=经济周期; recessions=经济衰退; stagflation=滞胀
income inequality=收入不平等; the Gini coefficient=基尼系数; economic growth=经济增长; the Solow model=索洛模型; human capital=人力资本; total factor productivity=全要素生产率
the housing market=房地产市场; bond yields=债券收益率; national debt=国债; government spending multipliers=政府支出乘数; crowding out=挤出效应; the liquidity trap=流动性陷阱
purchasing power parity=购买力平价; the consumer price index=消费者物价指数; labor markets=劳动力市场; indifference curves=无差异曲线; budget constraints=预算约束线; heteroskedasticity in regressions=回归中的异方差
moral hazard=道德风险; adverse selection=逆向选择; behavioral economics=行为经济学; the sharing economy=共享经济; aging populations and pensions=人口老龄化与养老金; developing economies=发展中经济体
`);
