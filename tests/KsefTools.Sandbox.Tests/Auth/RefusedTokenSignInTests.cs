using System.Net;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Auth;

public sealed class RefusedTokenSignInTests : SandboxTest
{
    private const string UnknownToken =
        "20261010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9";

    [Fact]
    public async Task A_token_for_another_context_names_the_context_it_was_tried_in()
    {
        var token = AddToken(Permission.InvoiceRead);

        AssertStatus(
            await SignInStatusAsync(token.Secret, ContextIdentifier.Nip("1111111111")),
            450,
            "Token nie może być użyty w kontekście Nip 1111111111"
        );
    }

    [Fact]
    public async Task A_token_nobody_knows_is_invalid() =>
        AssertStatus(await SignInStatusAsync(UnknownToken), 450, "Nieprawidłowy token");

    [Fact]
    public async Task A_text_that_is_no_token_of_KSeF_2_is_badly_encoded() =>
        AssertStatus(await SignInStatusAsync("0123456789ABCDEF"), 450, "Nieprawidłowe kodowanie tokena");

    [Fact]
    public async Task A_timestamp_other_than_the_challenges_is_a_wrong_time()
    {
        var token = AddToken(Permission.InvoiceRead);

        AssertStatus(await StatusOfAsync(key => Encrypt(key, token.Secret + "|1")), 450, "Nieprawidłowy czas tokena");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_badly_encoded() =>
        AssertStatus(
            await StatusOfAsync(key => Encrypt(key, [0xFF, 0xFE, 0x7C])),
            450,
            "Nieprawidłowe kodowanie tokena"
        );

    [Fact]
    public async Task A_message_for_another_key_is_badly_encrypted()
    {
        var other = await TokenKeyAsync(test: true);

        AssertStatus(await StatusOfAsync(_ => Encrypt(other, "x|1")), 450, "Nieprawidłowe szyfrowanie tokena");
    }

    [Fact]
    public async Task A_token_with_no_effective_permission_ends_at_415()
    {
        var token = AddToken(Permission.InvoiceRead);
        World.UpdateToken(token.ReferenceNumber, t => t with { EffectivePermissions = [] });

        AssertStatus(await SignInStatusAsync(token.Secret), 415, "Brak przypisanych uprawnień");
    }

    [Fact]
    public async Task A_token_whose_author_lost_every_right_ends_at_415()
    {
        var token = World.CreateToken(Client, SubjectIdentifier.Pesel("15062788702"), [Permission.InvoiceRead]);

        AssertStatus(await SignInStatusAsync(token.Secret), 415, "Brak przypisanych uprawnień");
    }

    [Fact]
    public async Task A_token_without_permissions_signs_in_where_the_setting_says_so()
    {
        var token = AddToken(Permission.InvoiceRead);
        World.UpdateToken(token.ReferenceNumber, t => t with { EffectivePermissions = [] });
        Host.Main.Settings.SignInWithoutPermissions = true;

        Assert.Equal(200, Code(await SignInStatusAsync(token.Secret)));
    }

    [Fact]
    public async Task A_blocked_context_ends_at_480_until_it_is_unblocked()
    {
        var token = AddToken(Permission.InvoiceRead);
        await PostAsync("/testdata/context/block", body: new { contextIdentifier = Identifier(Client) });
        var blocked = Code(await SignInStatusAsync(token.Secret));
        await PostAsync("/testdata/context/unblock", body: new { contextIdentifier = Identifier(Client) });

        Assert.Equal((480, 200), (blocked, Code(await SignInStatusAsync(token.Secret))));
    }

    [Fact]
    public async Task A_token_of_a_deceased_person_ends_at_470()
    {
        World.AddPerson(new PersonRecord(Client.Value, "15062788702", "Zmarły przedsiębiorca", IsDeceased: true));

        Assert.Equal(470, Code(await SignInStatusAsync(AddToken(Permission.InvoiceRead).Secret)));
    }

    [Fact]
    public async Task Details_are_English_where_the_setting_asks_for_the_time_before_2_6_1()
    {
        Host.Main.Settings.EnglishDetails = true;

        AssertStatus(await SignInStatusAsync("0123456789ABCDEF"), 450, "Invalid token encoding.");
    }

    [Fact]
    public async Task After_the_end_date_a_token_is_inactive_and_before_it_is_not()
    {
        var token = AddToken(Permission.InvoiceRead);
        Host.Main.Settings.TokenEndDate = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var before = Code(await SignInStatusAsync(token.Secret));
        Host.Clock.MoveTo(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero));

        var after = await SignInStatusAsync(token.Secret);

        Assert.Equal(200, before);
        AssertStatus(after, 450, "Token nieaktywny");
    }

    [Fact]
    public async Task A_challenge_works_once()
    {
        var key = await TokenKeyAsync();
        var challenge = (await PostAsync("/auth/challenge")).Json.GetProperty("challenge").GetString()!;
        await PostAsync("/auth/ksef-token", body: Body(challenge, Encrypt(key, "x|1")));

        var again = await PostAsync("/auth/ksef-token", body: Body(challenge, Encrypt(key, "x|1")));

        Assert.Equal((HttpStatusCode.BadRequest, 21111), (again.Status, again.Code));
    }

    [Fact]
    public async Task A_challenge_lives_ten_minutes()
    {
        var key = await TokenKeyAsync();
        var challenge = (await PostAsync("/auth/challenge")).Json.GetProperty("challenge").GetString()!;
        Host.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        var late = await PostAsync("/auth/ksef-token", body: Body(challenge, Encrypt(key, "x|1")));

        Assert.Equal(21111, late.Code);
    }

    [Fact]
    public async Task A_bad_challenge_ends_at_450_where_the_setting_says_so()
    {
        Host.Main.Settings.ChallengeJudgedLater = true;
        var key = await TokenKeyAsync();

        var started = await PostAsync("/auth/ksef-token", body: Body(new string('0', 36), Encrypt(key, "x|1")));

        AssertStatus(await PollAsync(started.Json), 450, "Nieprawidłowe wyzwanie autoryzacyjne");
    }

    [Fact]
    public async Task A_request_with_every_fault_gets_a_detail_for_each()
    {
        var answer = await PostAsync("/auth/ksef-token", body: new { publicKeyId = "short" });

        var details = answer.Json.GetProperty("exception").GetProperty("exceptionDetailList")[0].GetProperty("details");
        Assert.Equal((21405, 4), (answer.Code, details.GetArrayLength()));
    }

    private async Task<JsonElement> StatusOfAsync(Func<JsonElement, string> encrypt)
    {
        var key = await TokenKeyAsync();
        var challenge = (await PostAsync("/auth/challenge")).Json.GetProperty("challenge").GetString()!;
        return await PollAsync((await PostAsync("/auth/ksef-token", body: Body(challenge, encrypt(key)))).Json);
    }

    private async Task<JsonElement> PollAsync(JsonElement started) =>
        (
            await GetAsync(
                $"/auth/{started.GetProperty("referenceNumber").GetString()}",
                started.GetProperty("authenticationToken").GetProperty("token").GetString()
            )
        ).Json;

    private static object Body(string challenge, string encrypted) =>
        new
        {
            challenge,
            contextIdentifier = Identifier(Client),
            encryptedToken = encrypted,
        };

    private static int Code(JsonElement status) => status.GetProperty("status").GetProperty("code").GetInt32();

    private static void AssertStatus(JsonElement answer, int code, string detail)
    {
        var status = answer.GetProperty("status");
        Assert.Equal(
            (code, detail),
            (status.GetProperty("code").GetInt32(), status.GetProperty("details")[0].GetString())
        );
    }
}
