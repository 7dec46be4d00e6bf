package dev.weir.flow.edge;

/// How a provider does by every request that comes to it.
enum Fate {
  WELL,
  /// No connection.
  REFUSED,
  /// The connection goes away, and the request was not looked at.
  GOING_AWAY,
  /// The connection is lost before the head.
  RESET,
  /// No head comes.
  SILENT_HEAD,
  STATUS_429,
  STATUS_500,
  STATUS_529,
  STATUS_401,
  STATUS_403,
  STATUS_400,
  /// 400: the content is refused.
  FILTERED,
  /// 400: the request is too long.
  TOO_LONG,
  /// It breaks off before anything was generated.
  CUT_EARLY,
  CUT_LATE,
  /// It falls silent before anything was generated.
  SILENT_EARLY,
  SILENT_LATE,
  /// 200, and an error before anything was generated.
  ERROR_EARLY,
  ERROR_LATE,
  /// 200, and nothing.
  EMPTY,
  /// 200, and a page for people.
  WRONG_TYPE,
  /// The body ends well and the answer does not, before anything was generated.
  UNENDED_EARLY,
  UNENDED_LATE
}
