//! Clean text must come through untouched, and any text must come to rest.

use proptest::prelude::*;

use super::*;
use crate::page::audit;

const CLEAN: &[(Language, &[&str])] = &[
    (
        Language::ZhHans,
        &[
            "本报讯（记者 柳禾 通讯员 江帆）3月6日7:00-15:00，老港区停水检修；热线0577-5550123，网址https://lamp.example/a?b=1。",
            "“老船工”说：“这是第一百次出海！”船队去年增收6·1%，比分3:2，地图比例1∶3000，水位2.35米。",
            "COVID-19之后，RL-7型水泵（No.5）重新上岗，A股“灯塔股份”收于12.08元，成交1,200万股。",
            "□本报记者 柳禾 江帆　3月的渡口，水退了。",
            "记者 柳禾 江帆 报道　渡口的水退了，船回来了。",
            "围绕渡口新城 守护一江清水",
            "老码头——从渔村到新城",
            "——写在开渔节之前",
            "———灯塔下的坚守",
            "【短评】《灯长制》不能一“挂”了之……",
            "导 读",
            "（下转第4版）",
            "责编：柳禾　校对：江小帆　版式：王  强",
            "2025年3月6日　星期四　第1208期　今日8版",
            "　　安娜·贝克女士介绍，“小而美”“专而精”项目占70％～80％，其中①②两类最多。",
            "一是开闸；二是放水；三是清淤。（一）总则：1.范围；2.期限。",
            "他一一介绍来客，问题一一列出，灯盏一一点亮。",
            "真的吗？！真的！！那就好……他停了一下，说：“好。”",
            "参加会议的有王强、柳  禾、江小帆、赵一一等。",
            "气温-3℃～5℃，PM2.5浓度35μg/m³，面积120㎡。",
            "图为渡口夜景。 柳禾 摄",
            "‘98花展’和’98花展都在邮箱lamp@harbour.example报名，附件为灯塔.doc和C:\\lamp。",
            "姓名       年龄       岗位",
            "《灯塔》 《渡口》 《老船》",
            "谁来守灯？ 渡口老人答",
            "“水门”“灯长”两项（见图2、表1），占(1)、(2)类的3/4。",
            "使用AI技术的RIVER公司，推出Windows、Linux两版；“OK，没问题。”他说。",
            "罗伯特·史密斯教授（Robert Smith，1950—2020）生前住在9号楼。",
        ],
    ),
    (
        Language::ZhHant,
        &[
            "本報訊（記者 柳禾）縣水利局六日啟用新閘門，耗資1.2億元，灌區今年可多澆兩千畝地。",
            "他說：「這是『老船工』的燈。」眾人稱是……",
            "民國十五年 渡口舊事",
            "電話：(02)5550-0123，時間：7:00～15:00。",
        ],
    ),
    (
        Language::En,
        &[
            "The harbour board's \"new lock\" opened at 7:00 a.m.; it cost $1,200,000 (about 3.5% more).",
            "“It’s open,” she said — and the ferry, built in 1926–27, was back.",
            "Plan A B C D and a b c; see www.lamp.example/a?b=1.",
            "Mr. J. R. Lamp, of No.5 Quay, said the tide was 2.35 m... or more.",
            "The village of 渡口 (Dukou), in the east, sent three boats.",
        ],
    ),
    (
        Language::De,
        &[
            "Der Hafenrat sagte: „Die neue Schleuse ist auf“, und die Fähre fährt ab 7:00 Uhr.",
            "Sie kostet 1.200.000,50 Mark (rund 3,5 % mehr) – »viel Geld«, wie es heißt.",
            "Ein- und Ausfahrt, z. B. am 6. 3., sind frei...",
            "Der Rat sagte \"nein\", die Stadt auch.",
        ],
    ),
    (
        Language::Ja,
        &[
            "町議会は6日、新しい水門の使用を始めた。費用は1億2000万円。",
            "「本当か？　それは」と漁師は言った……。",
            "【東京＝柳太郎】フェリー・ライン社の船が戻る。",
            "午前7:00～午後3:00、電話(03)5550-0123。",
        ],
    ),
];

#[test]
fn clean_text_is_never_changed() {
    for (language, texts) in CLEAN {
        let repairs = Repairs::new(Context::of(&texts.join("\n"), Some(*language)), &Choice::default());
        for source in *texts {
            let (mut text, mut changes, mut notes) = (Text::of(source, 0), Vec::new(), Vec::new());
            repairs.line(&mut text, &mut changes);
            repairs.paragraph(&mut text, &mut changes, &mut notes);
            assert_eq!(changes, [], "{source}");
            assert_eq!(notes, [], "{source}");
        }
    }
}

/// Characters that the repairs are about, and what stands around them.
const ALPHABET: &str = "报渡一一十王记者月电斯尔abAE12１２Ａ．，,。.;；:：?？!！()（）“”\"\"'’〝〞「」『』﹃﹄︵︶︰﹐﹒﹙…⋯·---—－─ \u{3000}\t\
                        \u{200b}\u{200d}\u{ad}\u{feff}\u{0}\u{92}\u{202e}\u{e5e5}\u{fffd}⽇⻓\u{f9dc}\u{fa19}ﬁﬅｶﾞﾊﾟ゛゜カが％%摄\n";

/// Texts of those characters mostly, and of any others sometimes.
fn texts() -> impl Strategy<Value = String> {
    let known: Vec<char> = ALPHABET.chars().collect();
    let char = prop_oneof![9 => prop::sample::select(known), 1 => any::<char>()];
    prop::collection::vec(char, 0..40).prop_map(|chars| chars.into_iter().collect())
}

fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

fn certainties() -> impl Strategy<Value = Certainty> {
    prop::sample::select(vec![Certainty::Guess, Certainty::Likely, Certainty::Sure])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn repairing_twice_is_repairing_once(source in texts(), language in languages(), certainty in certainties()) {
        let choice = Choice { certainty, ..Choice::default() };
        let repairs = Repairs::new(Context::of(&source, Some(language)), &choice);
        let mut text = Text::of(&source, 0);
        let mut changes = Vec::new();
        for run in [Repairs::line as fn(&Repairs, &mut Text, &mut Vec<Change>), |r, t, c| r.paragraph(t, c, &mut Vec::new())] {
            run(&repairs, &mut text, &mut changes);
            let once = text.as_str().to_owned();
            let made = changes.len();
            run(&repairs, &mut text, &mut changes);
            prop_assert_eq!(text.as_str(), once);
            prop_assert_eq!(made, changes.len());
        }
        let books = audit::audit(&source, [&text], changes.iter().map(|c| c.span));
        prop_assert!(books.is_ok(), "{:?}", books);
    }

    #[test]
    fn ideographs_and_figures_change_only_by_the_rules_for_them(source in texts(), language in languages()) {
        let without = ["C01", "C04", "C05", "C06", "C09", "C19", "C20", "C22"].map(str::to_owned).to_vec();
        let repairs = Repairs::new(Context::of(&source, Some(language)), &Choice { skip: without, ..Choice::default() });
        let mut text = Text::of(&source, 0);
        repairs.line(&mut text, &mut Vec::new());
        repairs.paragraph(&mut text, &mut Vec::new(), &mut Vec::new());
        let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&text), letters(&source));
    }
}
