package dev.weir.view.rule;

import dev.weir.view.page.Entered;

/// The two kinds of rules that have pages.
enum RuleKind {
  BUDGET("budget", "budgets", "Budget"),
  LIMIT("limit", "limits", "Limit");

  private final String word;
  private final String path;
  private final String title;

  RuleKind(String word, String path, String title) {
    this.word = word;
    this.path = path;
    this.title = title;
  }

  String word() {
    return word;
  }

  String title() {
    return title;
  }

  /// Of all of them, in the API.
  String api() {
    return "/api/v1/" + path;
  }

  String api(String id) {
    return api() + "/" + Entered.encoded(id);
  }

  /// Of one, in the console.
  String page(String id) {
    return "/" + path + "/" + Entered.encoded(id);
  }

  String pages() {
    return "/" + path + "/{id}";
  }

  /// Of the form that makes one.
  String maker() {
    return "/new-" + word;
  }
}
