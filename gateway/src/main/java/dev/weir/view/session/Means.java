package dev.weir.view.session;

/// By what somebody has signed in: what a session ends with, beside its time.
public sealed interface Means {

  /// A personal key; the session ends when its operator is taken out.
  record Key() implements Means {}

  /// A login and its password.
  ///
  /// @param version of the login: another password, or disabling, makes another one
  record Password(String login, int version) implements Means {}
}
