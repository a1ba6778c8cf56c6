//! Chinese in traditional characters.

/// Frequent characters that only the traditional script has.
pub(super) const OWN_CHARACTERS: &str = "\
    們這國來個為時說對會過發動業經學樣現開關進種問長實見還點從機兩電黨書應務產東車門馬魚鳥龍風飛萬與億僅讓認講\
    記請議談語話該課調訴評試詳設論訪證識譯誤讀誰謝負財貢貿費資質購賽贊運遠連選達邊郵錢鐵銀錯鎮聞間際隊陽階陳\
    險難韓頁項順須領頻題顏飯館駐驗鮮麥齊齡寧軍農決況淨減鳳憑擊創辦勞勢華協單賣衛廠歷壓縣參雙變號葉聽員響團園\
    圍圖圓場壞塊堅報聲處備復頭奪奮獎婦孫寶審憲寬將爾盡層屆歲島師幫廣慶庫張歸錄徹憶憂懷態總戀惡驚願戰戶執擴揚\
    護擁擇揮損換據擔數斷無舊顯權條極構標樹橋檢樓歡畢氣匯漢溝澤濟測濃漲灣濕滿滅燈靈熱愛牽狀獨環畫暢療監盤碼確\
    礎禮離積稱穩窮竊競筆簽簡類糧緊紅約級紀純綱納紛紙練組細織終紹結給絡統繼績續維綜綠網羅罰職聯肅勝腦藝節蘇範\
    榮藥獲營藍慮雖補裝規視覺覽觸計訂訓許爲衆";

/// Characters that may stand behind a number, where they are not written as in the simplified script.
pub(super) const MEASURES: &str = "號時點週屆個戶項條臺輛棟間張冊頁場處級億萬餘歲樓層區組種類隻頭畝頃噸";

/// Words next to which a space divides names, where they are not written as in the simplified script.
pub(super) const CREDITS: &[&str] =
    &["記者", "通訊員", "特約", "實習生", "編輯", "責編", "校對", "攝影", "本報訊", "製圖", "報道", "報導"];

/// Titles before which old prints leave a blank in honour.
pub(super) const HONOURED: &[&str] =
    &["總理", "國父", "總統", "總裁", "委員長", "委座", "領袖", "主席", "元首", "先父", "先母"];
