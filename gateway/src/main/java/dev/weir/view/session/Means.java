package dev.weir.view.session;

/// By what somebody has signed in: what a session ends with, beside its time.
public sealed interface Means {

  /// A personal key; the session ends when its operator is taken out.
  record Key() implements Means {}

  /// A provider of OpenID Connect; what it is told of later, it is told at the next sign-in.
  ///
  /// @param name of the provider
  record Provider(String name) implements Means {}

  /// A login and its password.
  ///
  /// @param version of the login: another password, or disabling, makes another one
  record Password(String login, int version) implements Means {}
}
