using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

public sealed class XadesSignInTests : XadesTest
{
    private const string Pesel = "44051401359";
    private static readonly SubjectIdentifier Employee = SubjectIdentifier.Pesel(Pesel);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_owners_seal_signs_in_with_either_kind_of_key(bool rsa)
    {
        using var seal = TestCertificates.Seal(Client.Value, rsa ? TestCertificates.RsaKey() : null);

        var status = await XadesStatusAsync(seal);

        Assert.Equal((200, null), Verdict(status));
        Assert.Equal("QualifiedSeal", status.GetProperty("authenticationMethod").GetString());
        Assert.Equal(
            "XadesSignature",
            status.GetProperty("authenticationMethodInfo").GetProperty("category").GetString()
        );
    }

    [Theory]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public async Task Longer_hashes_serve_too(string hash)
    {
        foreach (var key in (AsymmetricAlgorithm?[])[null, TestCertificates.RsaKey()])
        {
            using var seal = TestCertificates.Seal(Client.Value, key);
            var started = await StartXadesAsync(new TestSignature(seal) { Hash = new HashAlgorithmName(hash) });
            Assert.Equal(HttpStatusCode.Accepted, started.Status);
        }
    }

    [Fact]
    public async Task A_signature_around_the_request_serves_too()
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var signed = new TestSignature(seal).SignAround(Request(await ChallengeAsync()));

        var changed = await SendXmlAsync(signed.Replace(Client.Value, "5555555555", StringComparison.Ordinal));
        var status = await StatusOfAsync(await SendXmlAsync(signed));

        Assert.Equal((9105, 200), (changed.Code, Verdict(status).Code));
    }

    [Fact]
    public async Task Signed_key_information_names_the_certificate_as_well_as_properties_do()
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var signature = new TestSignature(seal) { WithProperties = false, SignsKeyInfo = true };

        Assert.Equal(200, Verdict(await StatusOfAsync(await StartXadesAsync(signature))).Code);
    }

    [Fact]
    public async Task Verifying_leaves_the_platforms_tables_as_they_are()
    {
        // One list of the whole process: growing with each signature, it made others fail who were reading it.
        var before = new SignedXml().SafeCanonicalizationMethods.Count;
        using var seal = TestCertificates.Seal(Client.Value);

        await StartXadesAsync(new TestSignature(seal));

        Assert.Equal(before, new SignedXml().SafeCanonicalizationMethods.Count);
    }

    [Fact]
    public async Task Many_sign_in_at_once()
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var signature = new TestSignature(seal);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 400).Select(_ => Task.Run(() => StartXadesAsync(signature)))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
    }

    [Fact]
    public async Task Schema_2_0_serves_too()
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var xml = new TestSignature(seal).Sign(Request(await ChallengeAsync(), schema: Schema20));

        Assert.Equal(HttpStatusCode.Accepted, (await SendXmlAsync(xml)).Status);
    }

    [Theory]
    [InlineData("PNOPL-" + Pesel, SubjectIdentifierType.Pesel, Pesel)]
    [InlineData("PESEL:" + Pesel, SubjectIdentifierType.Pesel, Pesel)]
    [InlineData("TINPL-5555555555", SubjectIdentifierType.Nip, "5555555555")]
    [InlineData("NIP-5555555555", SubjectIdentifierType.Nip, "5555555555")]
    public async Task A_person_is_known_by_PESEL_or_NIP_and_may_what_was_granted(
        string serialNumber,
        SubjectIdentifierType type,
        string value
    )
    {
        Grant(new SubjectIdentifier(type, value), Permission.InvoiceRead);
        using var person = TestCertificates.Person(serialNumber);

        var session = await XadesSignInAsync(person);

        Assert.Equal(["InvoiceRead"], Claim(session.Access, "per"));
        Assert.Equal("QualifiedSignature", ClaimText(session.Access, "aum"));
    }

    [Fact]
    public async Task A_certificate_that_names_nobody_is_known_by_its_fingerprint()
    {
        using var anonymous = TestCertificates.Create(null, ("2.5.4.3", "EU company"), ("2.5.4.6", "DE"));
        var fingerprint = anonymous.GetCertHashString(HashAlgorithmName.SHA256);
        Grant(new SubjectIdentifier(SubjectIdentifierType.Fingerprint, fingerprint), Permission.InvoiceWrite);

        var session = await XadesSignInAsync(anonymous, byFingerprint: true);

        Assert.Equal(["InvoiceWrite"], Claim(session.Access, "per"));
    }

    [Fact]
    public async Task The_linked_PESEL_owns_the_context()
    {
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Jan Kowalski"));
        using var person = TestCertificates.Person("PNOPL-" + Pesel);

        var session = await XadesSignInAsync(person);

        Assert.Equal(["Owner"], Claim(session.Access, "per"));
    }

    [Theory]
    [InlineData(ContextIdentifierType.InternalId, "5265877635-12345")]
    [InlineData(ContextIdentifierType.NipVatUe, "5265877635-DE123456789")]
    public async Task The_seal_enters_other_contexts_of_its_NIP(ContextIdentifierType type, string value)
    {
        using var seal = TestCertificates.Seal(Client.Value);

        Assert.Equal(200, Verdict(await XadesStatusAsync(seal, new ContextIdentifier(type, value))).Code);
    }

    [Fact]
    public async Task Whoever_may_nothing_ends_at_415()
    {
        using var stranger = TestCertificates.Seal("5555555555");

        Assert.Equal((415, "Brak przypisanych uprawnień"), Verdict(await XadesStatusAsync(stranger)));
    }

    [Fact]
    public async Task A_dead_persons_certificate_ends_at_470()
    {
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Jan Kowalski", IsDeceased: true));
        using var person = TestCertificates.Person("PNOPL-" + Pesel);

        Assert.Equal(470, Verdict(await XadesStatusAsync(person)).Code);
    }

    [Fact]
    public async Task A_blocked_context_ends_at_480()
    {
        World.Block(Client);
        using var seal = TestCertificates.Seal(Client.Value);

        Assert.Equal(480, Verdict(await XadesStatusAsync(seal)).Code);
    }

    [Fact]
    public async Task Polls_see_100_first()
    {
        Host.Main.Settings.PollsInProgress = 1;
        using var seal = TestCertificates.Seal(Client.Value);
        var started = await StartXadesAsync(new TestSignature(seal));

        var first = Verdict(await StatusOfAsync(started)).Code;
        var second = Verdict(await StatusOfAsync(started)).Code;

        Assert.Equal((100, 200), (first, second));
    }

    [Theory]
    [InlineData("<Ip4Address>127.0.0.1</Ip4Address>", HttpStatusCode.OK)]
    [InlineData("<Ip4Range>127.0.0.0-127.0.0.9</Ip4Range>", HttpStatusCode.OK)]
    [InlineData("<Ip4Mask>127.0.0.0/8</Ip4Mask>", HttpStatusCode.OK)]
    [InlineData("<Ip4Address>10.0.0.1</Ip4Address>", HttpStatusCode.Forbidden)]
    public async Task A_session_may_be_bound_to_addresses(string allowed, HttpStatusCode expected)
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var policy = $"<AuthorizationPolicy><AllowedIps>{allowed}</AllowedIps></AuthorizationPolicy>";
        var xml = new TestSignature(seal).Sign(Request(await ChallengeAsync(), policy: policy));
        var started = (await SendXmlAsync(xml)).Json;
        var redeemed = (
            await PostAsync(
                "/auth/token/redeem",
                started.GetProperty("authenticationToken").GetProperty("token").GetString()
            )
        ).Json;
        var access = redeemed.GetProperty("accessToken").GetProperty("token").GetString();

        Assert.Equal(expected, (await GetAsync("/tokens", access)).Status);
    }

    [Fact]
    public async Task A_session_signed_in_by_certificate_makes_a_token_that_signs_in()
    {
        Host.Main.Settings.TokenDelay = TimeSpan.Zero;
        using var seal = TestCertificates.Seal(Client.Value);
        var access = (await XadesSignInAsync(seal)).Access;

        var made = await PostAsync("/tokens", access, TokenRequest("InvoiceRead"));

        Assert.Equal(HttpStatusCode.Accepted, made.Status);
        var status = await SignInStatusAsync(made.Json.GetProperty("token").GetString()!);
        Assert.Equal(200, status.GetProperty("status").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_person_gives_a_token_no_right_they_lack()
    {
        Grant(Employee, Permission.InvoiceRead);
        using var person = TestCertificates.Person("PNOPL-" + Pesel);
        var access = (await XadesSignInAsync(person)).Access;

        Assert.Equal(26001, (await PostAsync("/tokens", access, TokenRequest("InvoiceWrite"))).Code);
    }

    [Fact]
    public async Task A_VAT_EU_context_has_no_tokens()
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var context = new ContextIdentifier(ContextIdentifierType.NipVatUe, "5265877635-DE123456789");
        var access = (await XadesSignInAsync(seal, context)).Access;

        Assert.Equal(26002, (await PostAsync("/tokens", access, TokenRequest("InvoiceRead"))).Code);
    }

    [Fact]
    public async Task Without_rights_to_credentials_one_sees_the_tokens_of_ones_NIP_and_linked_PESEL_alone()
    {
        World.AddPerson(new PersonRecord("5555555555", Pesel, "Jan Kowalski"));
        Grant(Employee, Permission.InvoiceRead);
        var byPesel = World.CreateToken(Client, Employee, [Permission.InvoiceRead]);
        var byNip = World.CreateToken(Client, SubjectIdentifier.Nip("5555555555"), [Permission.InvoiceRead]);
        AddToken(Permission.InvoiceRead);
        using var person = TestCertificates.Person("PNOPL-" + Pesel);
        var access = (await XadesSignInAsync(person)).Access;

        var seen = (await GetAsync("/tokens", access)).Json.GetProperty("tokens").EnumerateArray();

        Assert.Equal(
            new[] { byPesel.ReferenceNumber, byNip.ReferenceNumber }.Order(StringComparer.Ordinal),
            seen.Select(t => t.GetProperty("referenceNumber").GetString()!).Order(StringComparer.Ordinal)
        );
    }

    private void Grant(SubjectIdentifier subject, Permission permission) =>
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Context = Client,
                Authorized = subject,
                Permission = permission,
                StartDate = Start,
            }
        );

    private static object TokenRequest(params string[] permissions) => new { permissions, description = "Token biura" };

    private static string[] Claim(string jwt, string name) =>
        JsonSerializer.Deserialize<string[]>(ClaimText(jwt, name)!)!;

    private static string? ClaimText(string jwt, string name)
    {
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(jwt.Split('.')[1]);
        return JsonDocument.Parse(payload).RootElement.GetProperty(name).GetString();
    }
}
