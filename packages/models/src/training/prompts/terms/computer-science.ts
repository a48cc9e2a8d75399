import { parseTerms } from './parse-terms.ts';

/** Terms of computer science and programming. */
export const COMPUTER_SCIENCE = parseTerms(`
binary search=二分查找; quicksort=快速排序; merge sort=归并排序; a hash table=哈希表; a linked list=链表; a binary search tree=二叉搜索树
a red-black tree=红黑树; a priority queue=优先队列; depth-first search=深度优先搜索; breadth-first search=广度优先搜索; Dijkstra's algorithm=迪杰斯特拉算法; dynamic programming=动态规划
recursion=递归; Big O notation=时间复杂度; garbage collection=垃圾回收; memory leaks=内存泄漏; multithreading=多线程; deadlocks=死锁
race conditions=竞态条件; mutexes and semaphores=互斥锁与信号量; async and await=异步编程; event loops=事件循环; coroutines=协程; the actor model=Actor模型
object-oriented programming=面向对象编程; functional programming=函数式编程; design patterns=设计模式; dependency injection=依赖注入; unit tests=单元测试; continuous integration=持续集成
a REST API=REST接口; GraphQL=GraphQL; gRPC=gRPC; WebSockets=WebSocket长连接; OAuth login=OAuth登录; JSON Web Tokens=JWT令牌
a SQL query=SQL查询; database indexes=数据库索引; transactions and isolation levels=事务与隔离级别; database sharding=数据库分库分表; PostgreSQL=PostgreSQL数据库; MySQL=MySQL数据库
MongoDB=MongoDB; Elasticsearch=Elasticsearch搜索; Kafka=Kafka消息队列; RabbitMQ=RabbitMQ; a message queue=消息队列; caching=缓存策略
microservices=微服务架构; Kubernetes=Kubernetes集群; Docker containers=Docker容器; load balancing=负载均衡; service discovery=服务发现; the CAP theorem=CAP定理
Raft consensus=Raft一致性算法; eventual consistency=最终一致性; a distributed lock=分布式锁; a URL shortener=短链接系统; a chat server=聊天服务器; a web crawler=网络爬虫
React hooks=React Hooks; a Vue component=Vue组件; CSS grid layout=CSS网格布局; TypeScript generics=TypeScript泛型; JavaScript closures=JavaScript闭包; a Python decorator=Python装饰器
pandas dataframes=pandas数据框; a Django view=Django视图; a Spring Boot service=Spring Boot服务; Rust ownership=Rust所有权; goroutines in Go=Go语言协程; C++ templates=C++模板
pointers in C=C语言指针; a Bash script=Bash脚本; regular expressions=正则表达式; Git rebase=Git变基; a merge conflict=代码合并冲突; a null pointer exception=空指针异常
a segmentation fault=段错误; a stack overflow error=栈溢出错误; compiler optimization=编译器优化; a parser=语法解析器; virtual memory=虚拟内存; process scheduling=进程调度
TCP handshakes=TCP三次握手; DNS lookups=DNS解析; HTTPS and TLS=HTTPS加密; public-key cryptography=公钥密码学; SQL injection=SQL注入漏洞; cross-site scripting=跨站脚本攻击
neural networks=神经网络; backpropagation=反向传播; transformers and attention=Transformer注意力机制; gradient descent=梯度下降; overfitting=过拟合; decision trees=决策树
large language models=大语言模型; convolutional networks=卷积神经网络; reinforcement learning=强化学习; k-means clustering=k均值聚类; Turing machines=图灵机; NP-completeness=NP完全问题
finite automata=有限自动机; a mobile app in Flutter=Flutter移动应用; an iOS app in Swift=Swift iOS应用; an Android app in Kotlin=Kotlin安卓应用; Linux permissions=Linux权限; a cron job=定时任务
`);
