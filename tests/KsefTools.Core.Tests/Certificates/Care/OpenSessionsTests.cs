using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Tests.Permissions;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>
/// Which sessions are closed once a certificate or a token is out of use: a session does not name what opened it, so
/// those of others must be told by how and when they began.
/// </summary>
public sealed class OpenSessionsTests : IAsyncLifetime
{
    private const string Sessions = "GET /auth/sessions";
    private const string Xades = "XadesSignature";

    private static readonly string[] All =
    [
        Row("earlier", "10:00", Xades),
        Row("earlier-token", "10:00", "Token"),
        Row("earlier-portal", "10:00", "NationalNode"),
        Row("current", "11:00", Xades, isCurrent: true),
        Row("same-moment", "11:00", Xades),
        Row("later", "12:00", Xades),
        Row("undated", null, Xades),
    ];

    private ScriptedSession _ksef = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> Closed =>
        _ksef
            .Ksef.Requests.Where(request => request.Endpoint.StartsWith("DELETE ", StringComparison.Ordinal))
            .Select(request => request.Endpoint.Split('/')[^1]);

    public async ValueTask InitializeAsync()
    {
        _ksef = await ScriptedSession.StartAsync();
        _ksef.Ksef.Handler.ThrowOnViolation = false;
        foreach (var reference in (string[])["earlier", "earlier-token", "current", "same-moment", "later", "undated"])
            _ksef.Ksef.On($"DELETE /auth/sessions/{reference}", 204);
    }

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public async Task Those_of_a_signature_that_did_not_begin_after_this_one_are_closed_and_this_one_stays()
    {
        Listed(All);

        await OpenSessions.CloseEarlierAsync(_ksef.Session, Cancel);

        Assert.Equal(["earlier", "same-moment", "undated"], Closed);
    }

    [Fact]
    public async Task Where_KSeF_does_not_say_which_is_this_one_all_of_a_signature_are_closed()
    {
        Listed(Row("earlier", "10:00", Xades), Row("later", "12:00", Xades));

        await OpenSessions.CloseEarlierAsync(_ksef.Session, Cancel);

        Assert.Equal(["earlier", "later"], Closed);
    }

    [Fact]
    public async Task A_certificate_that_goes_closes_all_of_a_signature_and_this_one_last()
    {
        Listed(All);

        var count = await OpenSessions.CloseAllAsync(_ksef.Session, Cancel);

        Assert.Equal(["earlier", "same-moment", "later", "undated", "current"], Closed);
        Assert.Equal(5, count);
    }

    [Fact]
    public async Task A_token_that_goes_takes_those_of_tokens_alone()
    {
        Listed(All);

        await OpenSessions.CloseOfTokensAsync(_ksef.Session, Cancel);

        Assert.Equal(["earlier-token"], Closed);
    }

    private void Listed(params string[] rows) =>
        _ksef.Ksef.On(Sessions, 200, $$"""{"items":[{{string.Join(",", rows)}}]}""");

    private static string Row(string reference, string? start, string category, bool isCurrent = false)
    {
        var date = start is null ? "" : $"\"startDate\":\"2026-11-22T{start}:00Z\",";
        var current = isCurrent ? "true" : "false";
        return $$"""
            {"referenceNumber":"{{reference}}",{{date}}"isCurrent":{{current}},"status":{"code":200,"description":"x"},
             "authenticationMethodInfo":{"category":"{{category}}","code":"x","displayName":"x"} }
            """;
    }
}
