//! Chinese in simplified characters.

/// Frequent characters that only the simplified script has.
pub(super) const OWN_CHARACTERS: &str = "\
    们这国来个为时说对会过发动业经学样现开关进种问长实见还点从机两电党书应务产东车门马鱼鸟龙风飞万与亿仅让认讲\
    记请议谈语话该课调诉评试详设论访证识译误读谁谢负财贡贸费资质购赛赞运远连选达边邮钱铁银错镇闻间际队阳阶陈\
    险难韩页项顺须领频题颜饭馆驻验鲜麦齐龄宁军农决况净减凤凭击创办劳势华协单卖卫厂历压县参双变号叶听员响团园\
    围图圆场坏块坚报声处备复头夺奋奖妇孙宝审宪宽将尔尽层届岁岛师帮广庆库张归录彻忆忧怀态总恋恶惊愿战户执扩扬\
    护拥择挥损换据担数断无旧显权条极构标树桥检楼欢毕气汇汉沟泽济测浓涨湾湿满灭灯灵热爱牵状独环画畅疗监盘码确\
    础礼离积称稳穷窃竞笔签简类粮紧红约级纪纯纲纳纷纸练组细织终绍结给络统继绩续维综绿网罗罚职联肃胜脑艺节苏范\
    荣药获营蓝虑虽补装规视觉览触计订训许";

/// Characters that may stand behind a number: measure words, units, and the rest of larger numbers.
pub(super) const MEASURES: &str = "\
    年月日号时点分秒周天届期次版名人个位户家项条件台辆架艘座栋幢间套所张本册篇页幅场处级度米里公千克吨斤亩顷升元角\
    亿万百十多余倍成岁代世楼层路区村组班排股瓦伏赫余种类批只头匹棵株支枝把句段回轮步";

/// Words next to which a space divides names: who wrote, took, edited.
pub(super) const CREDITS: &[&str] = &[
    "记者",
    "通讯员",
    "特约",
    "实习生",
    "编辑",
    "责编",
    "校对",
    "版式",
    "美编",
    "摄影",
    "作者",
    "本报讯",
    "图/",
    "文/",
    "制图",
    "审核",
    "终审",
    "值班",
    "新华社",
    "报道",
    "报导",
];
