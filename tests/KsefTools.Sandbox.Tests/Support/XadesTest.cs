using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>A test that signs requests.</summary>
public abstract class XadesTest : SandboxTest
{
    protected const string Schema20 = "http://ksef.mf.gov.pl/auth/token/2.0";
    protected const string Schema21 = "http://ksef.mf.gov.pl/auth/token/2.1";

    protected async Task<string> ChallengeAsync() =>
        (await PostAsync("/auth/challenge")).Json.GetProperty("challenge").GetString()!;

    /// <summary>An unsigned request.</summary>
    protected static string Request(
        string challenge,
        ContextIdentifier? context = null,
        bool byFingerprint = false,
        string schema = Schema21,
        string policy = ""
    )
    {
        context ??= Client;
        var subject = byFingerprint ? "certificateFingerprint" : "certificateSubject";
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <AuthTokenRequest xmlns="{schema}">
                <Challenge>{challenge}</Challenge>
                <ContextIdentifier><{context.Type}>{context.Value}</{context.Type}></ContextIdentifier>
                <SubjectIdentifierType>{subject}</SubjectIdentifierType>{policy}
            </AuthTokenRequest>
            """;
    }

    protected Task<Answer> SendXmlAsync(string xml, string query = "", params (string Name, string Value)[] headers) =>
        SendXmlAsync(Encoding.UTF8.GetBytes(xml), query, headers);

    protected async Task<Answer> SendXmlAsync(
        byte[] xml,
        string query = "",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url("/auth/xades-signature" + query));
        request.Content = new ByteArrayContent(xml);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Challenge, signature and POST /auth/xades-signature.</summary>
    protected async Task<Answer> StartXadesAsync(
        TestSignature signature,
        ContextIdentifier? context = null,
        bool byFingerprint = false,
        string query = ""
    ) => await SendXmlAsync(signature.Sign(Request(await ChallengeAsync(), context, byFingerprint)), query);

    /// <summary>Status of a sign-in as one poll sees it.</summary>
    protected async Task<JsonElement> XadesStatusAsync(
        X509Certificate2 certificate,
        ContextIdentifier? context = null,
        bool byFingerprint = false,
        string query = ""
    ) => await StatusOfAsync(await StartXadesAsync(new TestSignature(certificate), context, byFingerprint, query));

    /// <summary>Status of a sign-in that has begun.</summary>
    protected async Task<JsonElement> StatusOfAsync(Answer started) =>
        (await GetAsync($"/auth/{Reference(started)}", Bearer(started))).Json;

    protected async Task<SignedIn> XadesSignInAsync(
        X509Certificate2 certificate,
        ContextIdentifier? context = null,
        bool byFingerprint = false
    )
    {
        var started = await StartXadesAsync(new TestSignature(certificate), context, byFingerprint);
        var redeemed = (await PostAsync("/auth/token/redeem", Bearer(started))).Json;
        return new SignedIn(
            Reference(started),
            Bearer(started),
            redeemed.GetProperty("accessToken").GetProperty("token").GetString()!,
            redeemed.GetProperty("refreshToken").GetProperty("token").GetString()!
        );
    }

    protected static (int Code, string? Detail) Verdict(JsonElement status) =>
        (
            status.GetProperty("status").GetProperty("code").GetInt32(),
            status.GetProperty("status").TryGetProperty("details", out var details) ? details[0].GetString() : null
        );

    private static string Reference(Answer started) => started.Json.GetProperty("referenceNumber").GetString()!;

    private static string Bearer(Answer started) =>
        started.Json.GetProperty("authenticationToken").GetProperty("token").GetString()!;
}
