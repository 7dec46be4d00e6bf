package dev.weir.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page taken apart into its tags, strictly: what the console writes has quoted attributes, and
/// what begins like a tag without being one is a fault.
///
/// @param text without the data of charts
/// @param strays what begins like a tag and is none
record Html(String text, List<Tag> tags, List<String> strays) {
  private static final Pattern TAG =
      Pattern.compile("<([a-z][a-z0-9]*)((?:\\s+[a-zA-Z:-]+(?:=\"[^\"]*\")?)*)\\s*/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z:-]+)(?:=\"([^\"]*)\")?");
  private static final Pattern OPENING = Pattern.compile("<[a-zA-Z][^>]*>?");

  /// @param attributes as a browser reads them
  record Tag(String name, Map<String, String> attributes, String rest) {
    Optional<String> has(String attribute) {
      return Optional.ofNullable(attributes.get(attribute));
    }

    boolean is(String wanted) {
      return name.equals(wanted);
    }
  }

  static Html of(String page) {
    String text = page.replaceAll("(?s)<script type=\"application/json\"[^>]*>[^<]*</script>", "");
    List<Tag> tags = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    Matcher opening = OPENING.matcher(text);
    Matcher tag = TAG.matcher(text);
    while (opening.find()) {
      if (tag.find(opening.start()) && tag.start() == opening.start()) {
        int next = text.indexOf('<', tag.end());
        tags.add(
            new Tag(
                tag.group(1),
                attributes(tag.group(2)),
                text.substring(tag.end(), next < 0 ? text.length() : next)));
      } else {
        strays.add(opening.group());
      }
    }
    return new Html(text, List.copyOf(tags), List.copyOf(strays));
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new HashMap<>();
    Matcher each = ATTRIBUTE.matcher(text);
    while (each.find()) {
      attributes.put(each.group(1), each.group(2) == null ? "" : read(each.group(2)));
    }
    return Map.copyOf(attributes);
  }

  private static String read(String escaped) {
    return escaped
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  Stream<Tag> all(String name) {
    return tags.stream().filter(tag -> tag.is(name));
  }

  /// Where its links lead, and its forms that ask without changing anything, as they stand.
  List<String> leadsTo(String here) {
    Stream<String> links = all("a").flatMap(tag -> tag.has("href").stream());
    return Stream.concat(links, asked(here).stream()).distinct().toList();
  }

  private List<String> asked(String here) {
    List<String> asked = new ArrayList<>();
    String action = "";
    StringBuilder question = new StringBuilder();
    boolean isInside = false;
    String select = "";
    for (Tag tag : tags) {
      if (tag.is("select")) {
        select = tag.has("name").orElseThrow();
      } else if (isInside && tag.is("option") && tag.has("selected").isPresent()) {
        say(question, select, tag.has("value").orElse(tag.rest().strip()));
      } else if (tag.is("form")) {
        add(asked, isInside, action, question);
        isInside = !tag.has("method").orElse("get").equals("post");
        action = tag.has("action").filter(path -> !path.isEmpty()).orElse(path(here));
        question.setLength(0);
      } else if (isInside && tag.is("input") && tag.has("name").isPresent()) {
        String type = tag.has("type").orElse("text");
        if (!List.of("checkbox", "radio").contains(type) || tag.has("checked").isPresent()) {
          say(question, tag.has("name").get(), tag.has("value").orElse(""));
        }
      }
    }
    add(asked, isInside, action, question);
    return asked;
  }

  private static void add(List<String> asked, boolean is, String action, CharSequence question) {
    if (is) {
      asked.add(question.isEmpty() ? action : action + "?" + question);
    }
  }

  private static void say(StringBuilder question, String name, String value) {
    question
        .append(question.isEmpty() ? "" : "&")
        .append(Browser.encoded(name))
        .append('=')
        .append(Browser.encoded(value));
  }

  static String path(String address) {
    return address.split("[?#]", 2)[0];
  }

  /// A form that sends a change.
  ///
  /// @param fields names of what is typed, chosen or kept hidden in it
  /// @param buttons each as `name=value`
  record Form(String action, List<String> fields, List<String> buttons) {
    /// With this text in every field, by one of its buttons.
    String filled(String button, String text) {
      StringBuilder sent = new StringBuilder(button);
      fields.forEach(field -> say(sent, field, text));
      return sent.toString();
    }
  }

  List<Form> forms(String here) {
    List<Form> forms = new ArrayList<>();
    boolean isInside = false;
    for (Tag tag : tags) {
      if (tag.is("form")) {
        isInside = tag.has("method").orElse("get").equals("post");
        if (isInside) {
          String action = tag.has("action").filter(path -> !path.isEmpty()).orElse(here);
          forms.add(new Form(action, new ArrayList<>(), new ArrayList<>()));
        }
      } else if (isInside && tag.has("name").isPresent()) {
        Form form = forms.getLast();
        String name = tag.has("name").get();
        if (tag.is("button")) {
          form.buttons.add(Browser.encoded(name) + "=" + Browser.encoded(value(tag)));
        } else if (!name.equals("form_token")) {
          form.fields.add(name);
        }
      }
    }
    return List.copyOf(forms);
  }

  private static String value(Tag tag) {
    return tag.has("value").orElse("");
  }

  boolean hasId(String id) {
    return tags.stream().anyMatch(tag -> tag.has("id").filter(id::equals).isPresent());
  }

  /// What a page of the console never is.
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    strays.forEach(stray -> faults.add("no tag: " + stray));
    List<String> ids = tags.stream().flatMap(tag -> tag.has("id").stream()).toList();
    ids.stream()
        .distinct()
        .filter(id -> ids.stream().filter(id::equals).count() > 1)
        .forEach(id -> faults.add("the id is there more than once: " + id));
    if (all("h1").count() != 1) {
      faults.add("has %d headings h1".formatted(all("h1").count()));
    }
    if (all("title").filter(title -> title.rest().length() > " · Weir".length()).count() != 1) {
      faults.add("has no title");
    }
    all("h1").filter(h1 -> h1.rest().isBlank()).forEach(h1 -> faults.add("empty h1"));
    tags.forEach(tag -> faults.addAll(faults(tag, ids)));
    return faults;
  }

  private static List<String> faults(Tag tag, List<String> ids) {
    List<String> faults = new ArrayList<>();
    tag.attributes()
        .forEach((name, value) -> {
          if (name.startsWith("on") || name.equals("style") || name.equals("srcdoc")) {
            faults.add("%s has %s=%s".formatted(tag.name(), name, value));
          }
          if (List.of("href", "action", "src", "formaction").contains(name)
              && value.matches("(?i)\\s*(javascript|data|vbscript):.*")) {
            faults.add("%s leads to %s".formatted(tag.name(), value));
          }
          if (List.of("for", "aria-labelledby", "aria-describedby").contains(name)) {
            Stream.of(value.strip().split("\\s+", -1))
                .filter(id -> !ids.contains(id))
                .forEach(id -> faults.add("%s=%s names nothing".formatted(name, id)));
          }
        });
    boolean isInline = tag.is("script") && tag.has("src").isEmpty();
    if (isInline || List.of("img", "iframe").contains(tag.name())) {
      faults.add("there is a tag " + tag.name() + " " + tag.attributes());
    }
    tag.has("href")
        .filter(href -> href.startsWith("#") && !ids.contains(href.substring(1)))
        .ifPresent(href -> faults.add("no such place in the page: " + href));
    return faults;
  }
}
