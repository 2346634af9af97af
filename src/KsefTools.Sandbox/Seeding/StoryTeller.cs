using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding;

/// <summary>Turns each client's case into tokens, rows and findings.</summary>
internal sealed class StoryTeller(SeedRandom random, TokenMaker tokens, DateTimeOffset now)
{
    /// <summary>What a bookkeeper's program needs at most.</summary>
    public static readonly IReadOnlyList<string> ReadAndWrite = ["InvoiceRead", "InvoiceWrite"];

    // Dealt in pairs, owners told before borrowers: each borrower has the token of an owner of its own.
    private readonly Queue<SeededToken> _shared = new();

    /// <summary>Every case but <see cref="ClientCase.WrongRow"/>, which needs another client's token.</summary>
    public ClientStory Tell(SeededClient client)
    {
        var story = new ClientStory(client) { Blocked = client.Case is ClientCase.ContextBlocked };
        return client.Case switch
        {
            ClientCase.Healthy => Keep(story, HealthyToken(client), signsIn: true),
            ClientCase.RepeatedRow => Keep(story, HealthyToken(client), signsIn: true).Repeats(),
            ClientCase.Revoked => Keep(story, Used(client) with { Status = "Revoked" }, false, "TokenRevoked"),
            ClientCase.Revoking => Keep(story, Used(client) with { Status = "Revoking" }, false, "TokenRevoked"),
            ClientCase.Inactive => Keep(story, Failed(client), false, "TokenInactive"),
            ClientCase.Pending => Keep(story, Pending(client), false, "TokenPending"),
            // It could grant the office what it needs, were it let in.
            ClientCase.ContextBlocked => Keep(
                story,
                Used(client, requested: [.. client.ExpectedPermissions, "CredentialsManage"]),
                false,
                "ContextBlocked"
            ),
            ClientCase.UnknownToken => story.Imports(Used(client), false, "TokenUnknown"),
            ClientCase.TestToken => OfTest(story),
            ClientCase.MissingToken => story.ImportsWithoutToken(),
            ClientCase.SharedSecretOwner => Lend(story),
            ClientCase.SharedSecretBorrower => story.Imports(
                _shared.Dequeue(),
                false,
                "SameSecretTwice",
                "WrongContext"
            ),
            ClientCase.TwoTokens => TwoTokens(story),
            ClientCase.UnreadableToken => Unreadable(story),
            ClientCase.NipTypo => Misspelt(story),
            _ => TellOfWorking(story),
        };
    }

    /// <summary>A token whose text names another taxpayer, in this client's row.</summary>
    public ClientStory TellWrongRow(SeededClient client, SeededToken others)
    {
        var story = new ClientStory(client);
        story.Main.Add(Used(client));
        return story.Refuses(others.Text, "OtherContext", others);
    }

    private ClientStory TellOfWorking(ClientStory story)
    {
        var client = story.Client;
        return client.Case switch
        {
            ClientCase.NoPermissions => Keep(
                story,
                Used(client) with
                {
                    EffectivePermissions = [],
                },
                false,
                "NoPermissions"
            ),
            ClientCase.EffectiveBelowRequested => Keep(
                story,
                Used(client, requested: ReadAndWrite) with
                {
                    EffectivePermissions = client.ExpectedPermissions,
                },
                true,
                "EffectiveBelowRequested"
            ),
            ClientCase.MissingPermission => Keep(
                story,
                Used(client, requested: ["InvoiceRead"]),
                true,
                "MissingPermission"
            ),
            ClientCase.Unused => Keep(story, LongUnused(client), true, "Unused"),
            ClientCase.NeverUsed => Keep(story, NeverUsed(client), true, "Unused"),
            ClientCase.RotationDue => Keep(story, Old(client), true, "RotationDue"),
            ClientCase.ExcessPermission => Keep(
                story,
                Used(
                    client,
                    requested: [.. client.ExpectedPermissions, random.OneOf("SubunitManage", "CredentialsManage")]
                ),
                true,
                "ExcessPermission"
            ),
            ClientCase.GhostToken => WithGhosts(story),
            _ => throw new ArgumentException($"No story for {client.Case}.", nameof(story)),
        };
    }

    private static ClientStory Keep(
        ClientStory story,
        SeededToken token,
        bool signsIn,
        params ReadOnlySpan<string> findings
    )
    {
        story.Main.Add(token);
        return story.Imports(token, signsIn, findings);
    }

    private ClientStory Lend(ClientStory story)
    {
        var token = Used(story.Client, withContext: false);
        _shared.Enqueue(token);
        return Keep(story, token, signsIn: true, "SameSecretTwice");
    }

    private SeededToken HealthyToken(SeededClient client)
    {
        var withContext = random.Percent(92);
        // Some are new and have not been used yet: nothing is wrong with that.
        return random.Percent(5)
            ? tokens.Make(client.Nip, tokens.DaysAgo(random.Between(3, 20)), client.ExpectedPermissions, withContext)
            : Used(client, withContext);
    }

    private SeededToken Used(SeededClient client, bool withContext = true, IReadOnlyList<string>? requested = null) =>
        tokens.Healthy(client.Nip, requested ?? client.ExpectedPermissions, withContext);

    private SeededToken Pending(SeededClient client) =>
        tokens.Make(client.Nip, now.AddMinutes(-random.Between(5, 90)), client.ExpectedPermissions) with
        {
            Status = "Pending",
        };

    private SeededToken Failed(SeededClient client) =>
        tokens.Make(client.Nip, tokens.DaysAgo(random.Between(10, 200)), client.ExpectedPermissions) with
        {
            Status = "Failed",
            StatusDetails = ["Nie udało się nadać uprawnień."],
        };

    private SeededToken LongUnused(SeededClient client) =>
        tokens.Make(client.Nip, tokens.DaysAgo(random.Between(310, 340)), client.ExpectedPermissions) with
        {
            LastUseDate = tokens.DaysAgo(random.Between(100, 300)),
        };

    private SeededToken NeverUsed(SeededClient client) =>
        tokens.Make(client.Nip, tokens.DaysAgo(random.Between(100, 300)), client.ExpectedPermissions);

    // KSeF 2.0 tokens exist since November 2025, so on the default day none is much older than a year.
    private SeededToken Old(SeededClient client) =>
        tokens.Make(client.Nip, tokens.DaysAgo(random.Between(367, 385)), client.ExpectedPermissions) with
        {
            LastUseDate = tokens.DaysAgo(random.Between(1, 30)),
        };

    private ClientStory OfTest(ClientStory story)
    {
        var token = Used(story.Client);
        story.Test.Add(token);
        return story.Imports(token, false, "WrongEnvironment");
    }

    private ClientStory WithGhosts(ClientStory story)
    {
        var client = story.Client;
        Keep(
            story,
            Used(client, requested: [.. client.ExpectedPermissions, "CredentialsManage"]),
            true,
            "ExcessPermission",
            "GhostToken"
        );
        for (var ghosts = random.Between(1, 3); ghosts > 0; ghosts--)
            story.Main.Add(Used(client, requested: ReadAndWrite));
        story.Main.Add(Used(client) with { Status = "Revoked" });
        return story;
    }

    private ClientStory TwoTokens(ClientStory story)
    {
        SeededToken[] both = [Used(story.Client) with { Status = "Revoked" }, Used(story.Client)];
        foreach (var token in both)
        {
            story.Main.Add(token);
            story.Refuses(token.Text, "TwoTokens", token);
        }

        return story;
    }

    private ClientStory Unreadable(ClientStory story)
    {
        var token = Used(story.Client);
        story.Main.Add(token);
        var text = random.Next(4) switch
        {
            0 => token.Text[..random.Between(15, 33)],
            1 => token.ReferenceNumber,
            2 => token.Text[(token.Text.LastIndexOf('|') + 1)..],
            _ => "w KeePassie, wpis KSeF",
        };
        return story.Refuses(text, "UnreadableToken", token: null);
    }

    private ClientStory Misspelt(ClientStory story)
    {
        var token = Used(story.Client);
        story.Main.Add(token);
        var nip = story.Client.Nip;
        var at = random.Next(10);
        var other = (char)('0' + ((nip[at] - '0' + random.Between(1, 9)) % 10));
        var wrong = random.Percent(70) ? $"{nip[..at]}{other}{nip[(at + 1)..]}" : nip.Remove(at, 1);
        return story.Refuses(token.Text, "InvalidNip", token, wrong);
    }
}
