package dev.weir.flow.credential;

import dev.weir.base.http.Headers;
import dev.weir.flow.provider.Auth;
import dev.weir.flow.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The credentials in use, by provider name. Its text shows none of them. Thread-safe; the call
/// path reads one volatile.
public final class Credentials implements AutoCloseable {
  /// How long the first tokens are waited for.
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(5);

  private final Map<String, Slot> slots;
  private final List<TokenKeeper> keepers;
  private final InstantSource clock;

  private Credentials(Map<String, Slot> slots, List<TokenKeeper> keepers, InstantSource clock) {
    this.slots = Map.copyOf(slots);
    this.keepers = List.copyOf(keepers);
    this.clock = clock;
  }

  /// A provider's credential as it is configured.
  ///
  /// @param text reads what is configured, anew each time; an [IllegalArgumentException] says why
  ///   it cannot
  public record Configured(Provider provider, Supplier<String> text) {}

  /// What the credentials need of their surroundings.
  ///
  /// @param told of what cannot be renewed, and that it was renewed after all; shows no secret
  public record Surroundings(InstantSource clock, RandomGenerator random, Consumer<String> told) {}

  /// Secrets that never change, by provider name.
  public static Credentials fixed(Map<String, String> secrets) {
    Map<String, Slot> slots = new HashMap<>();
    secrets.forEach((name, text) -> slots.put(name, new Slot(new Credential.Secret(text))));
    return new Credentials(slots, List.of(), InstantSource.fixed(Instant.EPOCH));
  }

  /// Reads them all and has those that end renewed until this is closed. Waits for the first
  /// tokens, but not for long: a call that comes before its token fails. Blocks.
  ///
  /// @throws IllegalArgumentException naming the provider whose credential cannot be read
  public static Credentials open(List<Configured> all, Surroundings around) {
    Map<String, Slot> slots = new HashMap<>();
    List<TokenKeeper> keepers = new ArrayList<>();
    for (Configured each : all) {
      Provider provider = each.provider();
      try {
        Slot slot = new Slot(first(each));
        slots.put(provider.name(), slot);
        Exchange.of(provider, around.clock())
            .ifPresent(exchange -> keepers.add(new TokenKeeper(each, exchange, slot, around)));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "providers.%s.key: %s".formatted(provider.name(), wrong.getMessage()), wrong);
      }
    }
    keepers.forEach(TokenKeeper::start);
    keepers.forEach(keeper -> keeper.awaitFirst(FIRST_WITHIN));
    return new Credentials(slots, keepers, around.clock());
  }

  /// What is known without asking anybody.
  private static Credential first(Configured each) {
    String text = each.text().get();
    return switch (each.provider().account().auth()) {
      case Auth.Field _ -> new Credential.Secret(text);
      case Auth.SigV4 _ -> AwsFile.read(text);
      case Auth.Google _ -> {
        var _ = GoogleKey.read(text);
        yield new Credential.Missing("Google has not given its first token yet");
      }
    };
  }

  /// Has a request say who asks.
  ///
  /// @param headers of the request, without a credential
  /// @param path as it is sent, its query included
  public Presented present(Provider provider, String path, Headers headers, byte[] body) {
    Slot slot = slots.get(provider.name());
    if (slot == null) {
      throw new IllegalStateException("provider " + provider.name() + " has no credential");
    }
    return switch (slot.now()) {
      case Credential.Missing(String why) -> new Presented.Missing(why);
      case Credential.Secret(String text) -> signed(field(provider), headers, text);
      case Credential.Token(String text, Instant until) ->
          clock.instant().isBefore(until)
              ? signed(new Auth.Bearer(), headers, text)
              : new Presented.Missing("its token ended at " + until + " and was not renewed");
      case Credential.AwsKeys keys ->
          new Presented.Signed(
              headers.with(
                  AwsSignature.of(
                      new AwsSignature.Signed("POST", provider.origin(), path, body),
                      keys,
                      scope(provider),
                      clock.instant())),
              keys.secrets());
    };
  }

  private static AwsSignature.Scope scope(Provider provider) {
    if (provider.account().auth() instanceof Auth.SigV4(String service)) {
      return new AwsSignature.Scope(
          service, provider.account().places().getOrDefault(Auth.SigV4.REGION, ""));
    }
    throw new IllegalStateException("provider " + provider.name() + " is not signed for");
  }

  private static Presented signed(Auth.Field field, Headers headers, String secret) {
    return new Presented.Signed(field.onto(headers, secret), List.of(secret));
  }

  private static Auth.Field field(Provider provider) {
    if (provider.account().auth() instanceof Auth.Field field) {
      return field;
    }
    throw new IllegalStateException("provider " + provider.name() + " has a plain secret");
  }

  /// Ends the renewing; what is in use stays so.
  @Override
  public void close() {
    keepers.forEach(TokenKeeper::close);
  }

  @Override
  public String toString() {
    return "Credentials of " + slots.keySet();
  }
}
