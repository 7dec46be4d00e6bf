package dev.weir.app.config;

import java.util.Map;

/// A channel that is told of alerts in Slack's form.
public record SlackPart(
    @Meaning("what the channel is called in standings and metrics") String name,
    @Meaning("the address that posts to it, an *incoming webhook*, which is a secret as a whole")
        SecretReference url,
    @Meaning(
            "whether it may be at a loopback or private address, as a Mattermost of one's own;"
                + " without it only public addresses are connected to")
        boolean allowPrivate) {
  public static final Map<String, Object> DEFAULTS = Map.of("allowPrivate", false);
}
