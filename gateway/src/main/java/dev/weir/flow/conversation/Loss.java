package dev.weir.flow.conversation;

/// Something of a request that its target cannot carry.
///
/// @param field the caller's name for it, without indexes: by this it may be let go
/// @param turn element of the caller's list of turns it is in; −1 if in none
/// @param why what the target's wire has instead
public record Loss(String field, int turn, String why) {
  private static final int TEXT_MAX = 200;

  public Loss(String field, String why) {
    this(field, -1, why);
  }

  /// A caller may give names and values of any length.
  Loss shortened() {
    return new Loss(cut(field), turn, cut(why));
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
  }
}
