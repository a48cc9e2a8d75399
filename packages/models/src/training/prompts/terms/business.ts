import { parseTerms } from './parse-terms.ts';

/** Terms of business. */
export const BUSINESS = parseTerms(`
a marketing strategy=市场营销策略; brand positioning=品牌定位; market segmentation=市场细分; customer acquisition cost=获客成本; customer retention=客户留存; a sales funnel=销售漏斗
supply chain management=供应链管理; inventory turnover=库存周转率; procurement=采购管理; logistics=物流; lean manufacturing=精益生产; quality management=质量管理
a business plan=商业计划书; a business model=商业模式; a startup pitch deck=创业融资演示文稿; venture capital=风险投资; an initial public offering=首次公开募股; mergers and acquisitions=并购
a SWOT analysis=SWOT分析; Porter's five forces=波特五力模型; competitive advantage=竞争优势; corporate governance=公司治理; stakeholder management=利益相关者管理; corporate social responsibility=企业社会责任
human resource management=人力资源管理; employee turnover=员工流失率; performance reviews=绩效考核; KPIs and OKRs=KPI与OKR; organizational structure=组织结构; change management=变革管理
leadership styles=领导风格; team motivation=团队激励; project management=项目管理; a Gantt chart=甘特图; agile teams=敏捷团队; risk management=风险管理
a balance sheet=资产负债表; an income statement=利润表; a cash flow statement=现金流量表; depreciation of equipment=设备折旧; accounts receivable=应收账款; working capital=营运资金
gross margin=毛利率; break-even analysis=盈亏平衡分析; return on investment=投资回报率; net present value of a project=项目净现值; the cost of capital=资本成本; dividend policy=股利政策
pricing strategy=定价策略; a loyalty program=会员忠诚度计划; e-commerce=电子商务; franchising=特许经营; outsourcing=外包; B2B sales=企业销售
market research=市场调研; a customer survey=客户调查; a product launch=产品发布; product-market fit=产品市场匹配; unit economics=单位经济模型; a subscription service=订阅服务
negotiation with suppliers=与供应商谈判; crisis communication=危机公关; business ethics=商业道德; a cover letter for a sales manager=销售经理求职信; a quarterly report=季度报告; the annual budget=年度预算
retail stores=零售门店; advertising campaigns=广告活动; social media marketing=社交媒体营销; search engine optimization for a shop=网店搜索引擎优化; influencer marketing=网红营销; a loyalty card=会员卡
`);
