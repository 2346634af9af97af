using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>A session at a KSeF that answers by a script; nobody waits in real time.</summary>
internal sealed class ScriptedSession : IAsyncDisposable
{
    public const string Reference = "20261122-EG-3A58E7B000-4E92EA4CF5-7C";
    public const string Office = "5265877635";
    public const string Id = "7e1fe4b8-2c1f-4b1e-9c0e-0123456789ab";

    private readonly KsefApi _api;

    private ScriptedSession(ScriptedKsef ksef)
    {
        Ksef = ksef;
        _api = new KsefApi(ksef.Environment, new KsefApiOptions { MaxRetries = 0 }, ksef.Handler, Clock, () => 0.5);
        var tokens = new CachedSession(
            new IssuedToken { Token = new SecretText("a.b.c"), ValidUntil = DateTimeOffset.MaxValue },
            new IssuedToken { Token = new SecretText("d.e.f"), ValidUntil = DateTimeOffset.MaxValue }
        );
        var context = new ContextIdentifier(ContextType.Nip, TestMaterial.Nip);
        var renewal = new SessionRenewal(
            _api,
            SessionCache.InMemory(Clock),
            context,
            "key",
            _ => throw new InvalidOperationException()
        );
        Session = new KsefSession(renewal, tokens, SignInKind.Cold);
    }

    public ScriptedKsef Ksef { get; }

    public ManualClock Clock { get; } = new(TestMaterial.Now) { Rushes = true };

    public KsefSession Session { get; }

    public PermissionOptions Options { get; } = new();

    public static async Task<ScriptedSession> StartAsync() => new(await ScriptedKsef.StartAsync());

    public int Count(string endpoint) =>
        Ksef.Requests.Count(request => string.Equals(request.Endpoint, endpoint, StringComparison.Ordinal));

    public ScriptedSession Status(int code, params string[] details)
    {
        var list = details.Length == 0 ? "null" : JsonSerializer.Serialize(details);
        Ksef.On(
            $"GET /permissions/operations/{Reference}",
            200,
            $$$"""{"status":{"code":{{{code}}},"description":"Opis","details":{{{list}}}}}"""
        );
        return this;
    }

    public ScriptedSession Accept(string endpoint)
    {
        Ksef.On(endpoint, 202, $$"""{"referenceNumber":"{{Reference}}"}""");
        return this;
    }

    /// <summary>
    /// The next answer to the list of who may work in the context: the office, with these permissions.
    /// </summary>
    public ScriptedSession Listed(bool canDelegate, params string[] permissions) =>
        ListedOf(new Listing(Office), canDelegate, permissions);

    /// <summary>The same of somebody else, for a client, elsewhere or without effect.</summary>
    public ScriptedSession ListedOf(Listing listing, bool canDelegate, params string[] permissions)
    {
        var rows = permissions.Select(permission =>
            $$"""
                {"id":"{{Id}}",{{Number("target", listing.Target)}}{{Number("context", listing.Context)}}
                 "authorizedIdentifier":{"type":"{{listing.SubjectType}}","value":"{{listing.Subject}}"},
                 "authorIdentifier":{"type":"Nip","value":"{{TestMaterial.Nip}}"},"permissionScope":"{{permission}}",
                 "description":"Obsługa","permissionState":"{{listing.State}}","startDate":"2026-01-01T00:00:00Z",
                 "canDelegate":{{(canDelegate ? "true" : "false")}}}
                """
        );
        Ksef.On(
            "POST /permissions/query/persons/grants",
            200,
            $$"""{"permissions":[{{string.Join(",", rows)}}],"hasMore":false}"""
        );
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await Ksef.DisposeAsync();
    }

    private static string Number(string of, string? nip) =>
        nip is null ? "" : $"\"{of}Identifier\":{{\"type\":\"Nip\",\"value\":\"{nip}\"}},";

    /// <summary>Whose permissions KSeF lists.</summary>
    /// <param name="Subject">Who may.</param>
    /// <param name="SubjectType">What that number is.</param>
    /// <param name="Target">For which client, of what was handed on.</param>
    /// <param name="Context">Where, if not in the session's context.</param>
    /// <param name="State">Active or Inactive.</param>
    internal sealed record Listing(
        string Subject,
        string SubjectType = "Nip",
        string? Target = null,
        string? Context = null,
        string State = "Active"
    );
}
