//! TOML tables on a page: in which order, below headers or as dotted keys.

use super::hand::Hand;

/// A TOML table before it is laid out.
pub struct Table {
    /// `company`, `spend.bedrock`, `credits`.
    pub path: String,
    /// One of a list of tables of that path.
    pub is_listed: bool,
    /// Keys with their values as written.
    pub pairs: Vec<(String, String)>,
}

/// The tables in some order, each group of them below headers or as dotted keys.
pub fn lay_out(mut tables: Vec<Table>, hand: &mut Hand) -> String {
    for table in &mut tables {
        hand.shuffle(&mut table.pairs);
    }
    let mut groups: Vec<Vec<Table>> = Vec::new();
    for table in tables {
        let top = |table: &Table| table.path.split('.').next().map(str::to_owned);
        match groups.iter_mut().find(|group| top(&group[0]) == top(&table)) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    hand.shuffle(&mut groups);
    let (mut dotted, mut headed) = (String::new(), String::new());
    for group in groups {
        if hand.choose(4) == 1 {
            dotted.push_str(&as_dotted_keys(&group));
        } else {
            headed.push_str(&below_headers(group, hand));
        }
    }
    let text = format!("{dotted}\n{headed}");
    if hand.choose(8) == 1 { text.replace('\n', "\r\n") } else { text }
}

fn below_headers(group: Vec<Table>, hand: &mut Hand) -> String {
    // The order of a list's entries has a meaning; that of the tables around them has none.
    let (mut listed, mut single): (Vec<Table>, Vec<Table>) = group.into_iter().partition(|table| table.is_listed);
    hand.shuffle(&mut single);
    let place = hand.choose(single.len() + 1);
    single.splice(place..place, listed.drain(..));
    let mut text = String::new();
    for table in single {
        let path = &table.path;
        let header = if table.is_listed { format!("[[{path}]]") } else { format!("[{path}]") };
        let remark = if hand.choose(5) == 1 { " # a remark" } else { "" };
        text.push_str(&format!("{header}{remark}\n"));
        for (key, value) in table.pairs {
            text.push_str(&format!("{key} = {value}\n"));
        }
        text.push('\n');
    }
    text
}

fn as_dotted_keys(group: &[Table]) -> String {
    let mut text = String::new();
    for table in group.iter().filter(|table| !table.is_listed) {
        for (key, value) in &table.pairs {
            text.push_str(&format!("{}.{key} = {value}\n", table.path));
        }
    }
    let items: Vec<String> = group
        .iter()
        .filter(|table| table.is_listed)
        .map(|table| {
            let pairs: Vec<String> = table.pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("{{ {} }}", pairs.join(", "))
        })
        .collect();
    if let Some(list) = group.iter().find(|table| table.is_listed) {
        text.push_str(&format!("{} = [{}]\n", list.path, items.join(", ")));
    }
    text
}
