using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Seeding;

/// <summary>The truth is asked of the sandbox itself, over HTTP, by nothing but what a client can see.</summary>
public sealed class SeededWorldTests : SandboxTest
{
    private static readonly SeededOffice Office = OfficeSeed.Create(new SeedOptions { Clients = 80, Seed = 17 });

    private static readonly Dictionary<string, SeededToken> Tokens = Office
        .Main.Tokens.Concat(Office.Test.Tokens)
        .ToDictionary(t => t.ReferenceNumber, StringComparer.Ordinal);

    [Fact]
    public async Task Who_signs_in_by_the_truth_signs_in_and_may_do_what_it_says()
    {
        Office.ApplyTo(Host);
        foreach (var client in Office.Truth.Clients.Where(c => c.SignsIn))
        {
            var token = World.FindToken(client.Reference!)!;
            var own = await OwnTokenAsync(token);
            Assert.Equal(client.CreatedOn, own.GetProperty("dateCreated").GetDateTimeOffset());
            Assert.Equal(client.LastUsedOn, DateIn(own, "lastUseDate"));
            Assert.Equal(
                client.Permissions,
                World.EffectivePermissionsOf(token).Select(p => p.ToString()).Order(StringComparer.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData(ClientCase.Revoked, 450, "Token unieważniony")]
    [InlineData(ClientCase.Revoking, 450, "Token unieważniony")]
    [InlineData(ClientCase.Pending, 450, "Token nieaktywny")]
    [InlineData(ClientCase.Inactive, 450, "Token nieaktywny")]
    [InlineData(ClientCase.NoPermissions, 415, "Brak przypisanych uprawnień")]
    [InlineData(ClientCase.ContextBlocked, 480, "Podejrzenie incydentu")]
    [InlineData(ClientCase.SharedSecretBorrower, 450, "Token nie może być użyty w kontekście")]
    [InlineData(ClientCase.TestToken, 450, "Nieprawidłowy token")]
    public async Task Who_does_not_sign_in_is_told_why(ClientCase given, int code, string detail)
    {
        Office.ApplyTo(Host);
        foreach (var client in Of(given))
        {
            var status = await StatusAsync(Tokens[client.Reference!].Text, client);
            Assert.Equal(code, status.GetProperty("code").GetInt32());
            Assert.StartsWith(detail, status.GetProperty("details")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_test_token_signs_in_to_the_test_environment()
    {
        Office.ApplyTo(Host);
        foreach (var client in Of(ClientCase.TestToken))
        {
            var context = ContextIdentifier.Nip(client.Nip);
            var started = await StartSignInAsync(Tokens[client.Reference!].Text, context, test: true);
            var bearer = started.Json.GetProperty("authenticationToken").GetProperty("token").GetString();
            var redeemed = await SendAsync(HttpMethod.Post, "/auth/token/redeem", bearer, test: true);
            Assert.Equal(System.Net.HttpStatusCode.OK, redeemed.Status);
        }
    }

    [Fact]
    public void A_token_that_KSeF_never_issued_is_in_no_environment()
    {
        Office.ApplyTo(Host);
        Assert.All(
            Of(ClientCase.UnknownToken),
            c => Assert.True(World.FindToken(c.Reference!) is null && Host.Test.World.FindToken(c.Reference!) is null)
        );
    }

    [Fact]
    public async Task Ghosts_are_seen_by_the_session_that_may_see_them()
    {
        Office.ApplyTo(Host);
        foreach (var client in Of(ClientCase.GhostToken))
        {
            var session = await SignInAsync(World.FindToken(client.Reference!)!);
            var active = (await GetAsync("/tokens?status=Active", session.Access))
                .Json.GetProperty("tokens")
                .EnumerateArray()
                .Where(t => t.GetProperty("status").ValueEquals("Active"))
                .Select(t => t.GetProperty("referenceNumber").GetString())
                .ToList();
            Assert.Contains(client.Reference, active);
            Assert.True(active.Count > 1);
        }
    }

    [Fact]
    public async Task After_the_day_on_which_tokens_end_none_signs_in()
    {
        Office.ApplyTo(Host);
        Host.Main.Settings.TokenEndDate = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);
        Host.Clock.MoveTo(new DateTimeOffset(2027, 1, 2, 9, 0, 0, TimeSpan.Zero));
        foreach (var client in Office.Truth.Clients.Where(c => c.StopsAtEnd))
            Assert.Equal(
                450,
                (await StatusAsync(Tokens[client.Reference!].Text, client)).GetProperty("code").GetInt32()
            );
    }

    [Fact]
    public void A_world_from_a_file_leaves_the_clock_alone()
    {
        WorldFile.Of(Office).ApplyTo(Host);
        Assert.Equal(Start, Host.Clock.GetUtcNow());
        Assert.Equal(Office.Main.Tokens.Count, World.Tokens.Count());
    }

    private static List<ClientTruth> Of(ClientCase given) => [.. Office.Truth.Clients.Where(c => c.Case == given)];

    private async Task<JsonElement> StatusAsync(string secret, ClientTruth client) =>
        (await SignInStatusAsync(secret, ContextIdentifier.Nip(client.Nip))).GetProperty("status");

    private async Task<JsonElement> OwnTokenAsync(TokenRecord token)
    {
        var session = await SignInAsync(token);
        return (await GetAsync("/tokens", session.Access))
            .Json.GetProperty("tokens")
            .EnumerateArray()
            .Single(t => t.GetProperty("referenceNumber").ValueEquals(token.ReferenceNumber));
    }

    private static DateTimeOffset? DateIn(JsonElement token, string name) =>
        token.TryGetProperty(name, out var date) && date.ValueKind is JsonValueKind.String
            ? date.GetDateTimeOffset()
            : null;
}
