package io.foresale.demo;

/** How shoppers write in Chinese; the rules have the same names and order of warmth as the English ones. */
final class ChineseGrammar {

    static final String RULES = """
            product.0: 亚麻连衣裙 | 羊毛大衣 | 真丝衬衫 | 牛仔外套 | 针织开衫 | 百褶裙 | 羊绒围巾
            product.1: 越野跑鞋 | 真皮短靴 | 小白鞋 | 防水登山鞋 | 乐福鞋 | 骑行鞋
            product.2: 意式咖啡机 | 磨豆机 | 手冲壶 | 奶泡机 | 法压壶 | 摩卡壶
            product.3: 双人帐篷 | 羽绒睡袋 | 登山包 | 露营炉 | 头灯 | 折叠椅 | 冲锋衣
            product.4: 铸铁锅 | 主厨刀 | 厨师机 | 珐琅锅 | 吐司模具 | 竹砧板
            product.5: 木制小火车 | 积木 | 平衡车 | 拼图 | 毛绒熊 | 科学实验盒 | 桌游
            product.6: 降噪耳机 | 书架音箱 | 黑胶唱机 | 无线耳塞 | 回音壁 | 便携收音机
            product.7: 种植箱 | 修枝剪 | 番茄苗 | 庭院取暖器 | 吊床 | 洒水壶 | 喂鸟器
            colour: 黑色 | 白色 | 藏青色 | 墨绿色 | 灰色 | 砖红色 | 米色 | 浅蓝色
            size: 小号 | 中号 | 大号 | 加大号 | 38码 | 40码 | 42码 | 标准尺寸
            person: 姐姐 | 老公 | 女儿 | 同事 | 妈妈 | 朋友 | 儿子 | 自己
            occasion: 六月的婚礼 | 生日 | 去云南旅行 | 新家 | 过年 | 结婚纪念日 | 周末聚会
            place: 上海 | 成都 | 杭州 | 广州 | 武汉 | 西安 | 南京 | 青岛
            day: 明天 | 周五 | 周六 | 周末 | 下周一 | 周四晚上
            far: 明年 | 夏天以后 | 以后 | 过几年 | 搬家以后 | 找到工作以后
            source: 朋友 | 广告 | 杂志 | 博客 | 视频 | 邻居
            part: 接缝 | 把手 | 拉链 | 盖子 | 带子 | 表面 | 盒子 | 包装

            search0: {product} 坏了 怎么修 | {product} 怎么退货 | 二手 {product} {colour} | 取消订单 {product} | {colour} {product} 怎么清洗
            search1: {occasion} {product} 灵感 | {product} 图片 {colour} | {product} 值不值得买 | 什么样的 {product} 好 | {colour} {product} 搭配
            search2: {product} {colour} {size} | {product} 送 {person} | 新款 {product} {colour} | {product} {size} 尺码表
            search3: {product} {colour} {size} 有货吗 | {product} {size} 价格 对比 | {product} {colour} 评价 好的 | {product} 送到 {place} 几天
            search4: 马上买 {product} {colour} {size} | {product} 次日达 {place} | 今天下单 {product} {size} | {product} 优惠码 {colour} | {product} {place} {day} 自提

            neutral: 我是通过{source}知道你们的。 | 我住在{place}附近。 | 是给{person}的。 | 图片拍得不错。 | 我最喜欢{colour}。 | 首页上看到了{product}。 | {place}最近天气很差。 | 我平时穿{size}。 | 手机上网页打开很快。
            freezing: {product}我已经退了，{part}是坏的。 | 请取消订单并退款。 | 再也不买了，{product}用了一周就坏。 | 请注销我的账号，不要再发邮件。 | 对{product}很失望，{part}松了。 | 我在别家半价买到了{product}。 | 投诉{part}的问题没有人回复。 | 问到{part}时客服态度很差。
            cool: 我只是随便看看。 | {product}对我来说太贵了。 | {far}再说吧，现在不需要。 | 先收集一些想法，{far}再考虑。 | 只是好奇{product}现在多少钱。 | 家里旧的{product}还能用。 | 这个月要省钱，就不买了。
            lukewarm: {product}我还没想好。 | 想给{person}送礼物，也许是{product}。 | {product}和去年的有区别吗？ | 看到有人介绍{product}，不知道手感怎么样。 | {occasion}你们有什么推荐？ | {colour}的{product}还行，别的也不错。
            warm: {product}有{colour}的吗？ | {size}的{product}什么时候补货？ | 送到{place}要几天？ | 很喜欢{colour}的{product}，正在和另一款比较。 | 可以货到付款吗？ | 平时穿{size}，{product}该选哪个尺码？ | {product}很适合{occasion}。 | {product}有保修吗？ | 送{person}的，可以包装{product}吗？
            hot: {day}之前需要{product}，能送到{place}吗？ | {product}已经放进购物车，今天就下单。 | 请帮我留一件{colour}的{product}，今晚付款。 | 结账时优惠码用不了，请帮忙，我要下单。 | 我决定买{size}的{product}了。 | 终于找到{colour}的{product}，马上下单。 | {day}可以在{place}自提{product}吗？ | {product}要两件，一件给{person}。
            thanks: | | | 谢谢！ | 麻烦了。

            message0: {freezing} | {freezing}{neutral} | {neutral}{freezing} | {freezing}{cool} | {freezing}{freezing}
            message1: {cool}{thanks} | {neutral}{cool} | {cool}{neutral} | {cool}{cool} | {lukewarm}{cool}
            message2: {lukewarm}{neutral}{thanks} | {neutral}{lukewarm} | {neutral}{neutral} | {lukewarm}{cool} | {lukewarm}{warm}
            message3: {warm}{thanks} | {neutral}{warm}{thanks} | {warm}{warm}{thanks} | {lukewarm}{warm} | {warm}{neutral}
            message4: {hot}{thanks} | {neutral}{hot}{thanks} | {warm}{hot}{thanks} | {hot}{warm} | {hot}{hot}

            category.0: 服装
            category.1: 鞋靴
            category.2: 咖啡
            category.3: 户外
            category.4: 厨具
            category.5: 玩具
            category.6: 音响
            category.7: 园艺
            style.0: 防水 | 耐磨 | 全天候 | 防风 | 探险级 | 防暴雨
            style.1: 彩色 | 童趣 | 卡通 | 彩虹 | 可爱 | 萌趣
            style.2: 优雅 | 奢华 | 意大利手工 | 镀金 | 高端 | 限量
            style.3: 有机 | 再生材料 | 无塑 | 环保 | 纯素 | 公平贸易
            style.4: 复古 | 怀旧 | 仿古 | 老式 | 六十年代 | 经典
            style.5: 超轻 | 便携 | 可折叠 | 高性能 | 流线型 | 智能
            use.0: 徒步用 | 登山用 | 露营用 | 雨天用 | 越野用
            use.1: 儿童用 | 宝宝用 | 幼儿园用 | 小朋友用 | 上学用
            use.2: 宴会用 | 高档送礼 | 鉴赏家专用 | 正式场合用
            use.3: 天然材质 | 绿色家居 | 无化学添加 | 可再生原料
            use.4: 老式设计 | 收藏用 | 五十年代风格 | 做旧工艺
            use.5: 训练用 | 通勤用 | 运动员用 | 手机控制 | 轻装旅行
            brand.0: 云裳 | 锦织 | 素衣 | 霓裳
            brand.1: 行者 | 踏浪 | 履云 | 飞步
            brand.2: 豆语 | 焙香 | 晨磨 | 醇时
            brand.3: 远山 | 营火 | 岚境 | 极峰
            brand.4: 铁匠 | 炊烟 | 味道家 | 老灶
            brand.5: 木童 | 拼趣 | 乐芽 | 小云
            brand.6: 声浪 | 听涛 | 静音 | 弦外
            brand.7: 绿篱 | 花田 | 园丁 | 向阳
            name: {style}{product} {use} {colour} | {style}{product} {colour} | {colour}{product} {use}
            praise: 做工细致 | 经久耐用 | 容易打理 | 手感轻巧 | 多年口碑 | 小批量生产
            care: 开箱即用 | 环保包装 | 两年质保 | 坏了包修
            description: {style}{product}，{use}，{praise}，{care}。 | {use}的{style}{product}：{praise}，{care}。 | {praise}，{care}：{style}{product}，{use}。
            want: {style}{product} | {use}{product} | {style}{product} {use}
            part0: {product}用了一周就坏了，{part}裂开了。 | 第一天{part}就掉了。 | 跟图片完全不一样。 | 浪费钱，千万别买这款{product}。 | 味道很大，已经退货。 | 客服一直不回复。
            part1: 和期望有差距，{part}很廉价。 | {product}比描述的小。 | 快递等了三个星期。 | 这个价格不值。 | 不会再买这款{product}。
            part2: {product}还可以，没什么特别。 | 能用，{part}可以再改进。 | 这个价钱还行。 | 还在适应中。
            part3: {product}不错，喜欢。 | 质量好，发货快。 | {part}做工很好。 | {person}很喜欢。 | 很好用，适合{use}。
            part4: 太喜欢这款{product}了，今年买得最值！ | 完美，正是我要的{use}。 | 质量非常好，{part}做得很精致。 | {person}高兴坏了。 | 还会再买一件。 | 五星好评，强烈推荐。
            review1: {part0} | {part0}{part0} | {part0}{part1}
            review2: {part1} | {part1}{part1} | {part1}{part2}
            review3: {part2} | {part2}{part1} | {part2}{part3}
            review4: {part3} | {part3}{part3} | {part3}{part2}
            review5: {part4} | {part4}{part4} | {part4}{part3}
            """;

    private ChineseGrammar() {}
}
