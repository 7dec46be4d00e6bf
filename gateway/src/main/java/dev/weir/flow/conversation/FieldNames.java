package dev.weir.flow.conversation;

/// What a wire calls each feature: a switch without default, so that a new feature has to be named.
@FunctionalInterface
public interface FieldNames {

  /// The member's path without indexes: `messages.content.image_url`.
  String of(Feature feature);
}
