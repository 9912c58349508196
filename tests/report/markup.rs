//! Pages taken apart strictly: every tag closed in its order, every attribute quoted.

use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "hr"];
/// Elements whose inside is no markup.
const RAW: [&str; 2] = ["script", "style"];

/// A page.
pub struct Page {
    elements: Vec<Element>,
    /// Texts with the places of the elements that they are in.
    texts: Vec<(Vec<usize>, String)>,
}

/// An element.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The places of the elements around it.
    around: Vec<usize>,
    place: usize,
}

impl Element {
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).map(String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }

    /// The elements of a name inside of this one.
    pub fn inside<'p>(&self, page: &'p Page, name: &str) -> Vec<&'p Element> {
        page.elements.iter().filter(|one| one.name == name && one.around.contains(&self.place)).collect()
    }
}

impl Page {
    /// Takes a page or a drawing apart; panics where it is not well formed.
    pub fn parse(text: &str) -> Self {
        let mut page = Self { elements: Vec::new(), texts: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text.trim_end();
        for prolog in ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<!DOCTYPE html>"] {
            rest = rest.strip_prefix(prolog).unwrap_or(rest);
        }
        while !rest.is_empty() {
            if let Some(tag) = rest.strip_prefix("</") {
                let (name, after) = tag.split_once('>').expect("a tag ends");
                let last = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
                assert_eq!(page.elements[last].name, name, "tags close in their order");
                rest = after;
            } else if let Some(tag) = rest.strip_prefix('<') {
                rest = page.begin(tag, &mut open);
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                assert!(!open.is_empty(), "text outside of all: {:?}", &rest[..end]);
                page.texts.push((open.clone(), unescaped(&rest[..end])));
                rest = &rest[end..];
            }
        }
        assert!(open.is_empty(), "every tag is closed");
        page
    }

    /// Reads an element's start, and all of it where its inside is no markup.
    fn begin<'t>(&mut self, tag: &'t str, open: &mut Vec<usize>) -> &'t str {
        let length = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).expect("a tag ends");
        assert!(length > 0, "a bare `<` before {:?}", tag.get(..40));
        let (name, mut rest) = tag.split_at(length);
        let mut attributes = BTreeMap::new();
        while let Some(next) = rest.strip_prefix(' ') {
            let end = next.find(['=', ' ', '>']).expect("an attribute ends");
            let key = &next[..end];
            let (value, after) = match next[end..].strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').expect("a value ends"),
                None => ("", &next[end..]),
            };
            assert!(attributes.insert(key.to_owned(), unescaped(value)).is_none(), "{name}: two of {key}");
            rest = after;
        }
        rest = rest.strip_prefix('>').unwrap_or_else(|| panic!("<{name} is not closed: {:?}", rest.get(..40)));
        let place = self.elements.len();
        self.elements.push(Element { name: name.to_owned(), attributes, around: open.clone(), place });
        if RAW.contains(&name) {
            let (inside, after) = rest.split_once(&format!("</{name}>")).expect("a script ends");
            let mut around = open.clone();
            around.push(place);
            self.texts.push((around, inside.to_owned()));
            return after;
        }
        if !VOID.contains(&name) {
            open.push(place);
        }
        rest
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> + Clone {
        self.elements.iter()
    }

    /// The elements of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        let name = name.to_owned();
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The one element of a name outside of drawings.
    pub fn one(&self, name: &str) -> &Element {
        let in_svg = |one: &&Element| one.around.iter().any(|place| self.elements[*place].name == "svg");
        let found: Vec<&Element> = self.all(name).filter(|one| !in_svg(one)).collect();
        assert_eq!(found.len(), 1, "one <{name}>");
        found[0]
    }

    /// The text inside of an element.
    pub fn text_of(&self, element: &Element) -> String {
        self.texts.iter().filter(|(around, _)| around.contains(&element.place)).map(|(_, text)| text.as_str()).collect()
    }

    /// The levels of the headings in their order.
    pub fn headings(&self) -> Vec<u32> {
        let level = |element: &Element| match element.name.as_str() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            "h4" => Some(4),
            _ => None,
        };
        self.elements.iter().filter_map(level).collect()
    }

    /// All text of the parts that one case alone shows.
    pub fn shown_in(&self, case: &str) -> String {
        let class = format!("in-{case}");
        let is_own = |around: &[usize]| around.iter().any(|place| self.elements[*place].has_class(&class));
        self.texts.iter().filter(|(around, _)| is_own(around)).map(|(_, text)| format!("{text} ")).collect()
    }
}

/// Text as it was before it was escaped.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        assert!(!before.contains(['<', '"']) || !text.contains('<'), "unescaped: {before:?}");
        let (name, behind) = after.split_once(';').unwrap_or_else(|| panic!("a bare `&` in {text:?}"));
        plain.push_str(before);
        plain.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            other => panic!("the entity {other}"),
        });
        rest = behind;
    }
    plain + rest
}
