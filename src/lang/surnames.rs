//! The commonest Chinese family names, simplified and traditional.
//!
//! They cover about nine in ten people (National Bureau of Statistics of China, 2020 census of names). A name is one of
//! them and one or two characters more.

/// Family names of one character.
pub const SINGLE: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖萧蕭田董袁潘\
于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱丘江尹薛闫阎閻段雷侯龙龍史陶黎贺賀顾顧毛\
郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚\
符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项\
項连連芦麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘\
池查麻苑迟遲邝鄺稽干支诸諸厉厲贡貢邰慕蔚侍班仰糜匡晋晉从峤焦屠钮鈕羊谌諶蔺藺鄢阚闞裘冼储儲訾芮栗傅封谈談鞠惠荆荊冀胥燕楚劳勞奚粟伊仝郜廉禹祖漆卿\
狄扈晁阙闕戈鹿邸雍辜亓赫逯茹亢嵇湛戎茅檀昝尧堯郦酈";

/// Family names of two characters.
pub const DOUBLE: &[&str] = &[
    "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "公孙", "公孫", "慕容",
    "令狐", "端木", "夏侯", "申屠",
];
