import { parseTerms } from './parse-terms.ts';

/** Terms of mathematics. */
export const MATH = parseTerms(`
quadratic equations=一元二次方程; linear equations=一元一次方程; systems of equations=方程组; inequalities=不等式; polynomials=多项式; factoring=因式分解
logarithms=对数; exponents=指数; absolute values=绝对值; complex numbers=复数; sequences and series=数列与级数; arithmetic progressions=等差数列
geometric progressions=等比数列; binomial expansion=二项式展开; permutations and combinations=排列组合; probability of dice rolls=掷骰子的概率; conditional probability=条件概率; Bayes' theorem=贝叶斯定理
normal distributions=正态分布; standard deviation=标准差; expected value=期望值; hypothesis testing=假设检验; linear regression by hand=线性回归推导; confidence intervals=置信区间
derivatives=导数; integrals=积分; limits=极限; the chain rule=链式法则; integration by parts=分部积分; Taylor series=泰勒级数
differential equations=微分方程; partial derivatives=偏导数; multiple integrals=重积分; gradient and divergence=梯度与散度; Fourier series=傅里叶级数; Laplace transforms=拉普拉斯变换
matrices=矩阵; determinants=行列式; eigenvalues=特征值; vector spaces=向量空间; linear transformations=线性变换; dot and cross products=点积与叉积
triangles=三角形; circles and tangents=圆与切线; the Pythagorean theorem=勾股定理; similar triangles=相似三角形; trigonometric identities=三角恒等式; sine and cosine=正弦和余弦
ellipses and hyperbolas=椭圆与双曲线; parabolas=抛物线; volumes of solids=立体体积; coordinate geometry=解析几何; angles in polygons=多边形的角; surface area of a cylinder=圆柱表面积
prime numbers=质数; divisibility=整除; greatest common divisors=最大公约数; modular arithmetic=模运算; Fermat's little theorem=费马小定理; mathematical induction=数学归纳法
group theory=群论; rings and fields=环与域; topology=拓扑学; metric spaces=度量空间; set theory=集合论; graph colorings=图的着色
fractions=分数; percentages=百分数; ratios=比例; word problems=应用题; mental arithmetic=心算; functions and their graphs=函数图像
irrational numbers=无理数; the golden ratio=黄金比例; pi=圆周率; number theory=数论; combinatorics=组合数学; proofs=数学证明
`);
