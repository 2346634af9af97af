using System.Net.Http.Json;
using System.Text.Json;

namespace KsefTools.Core.Tests.SignIn;

public sealed class KeyChangeTests
{
    [Fact]
    public async Task A_withdrawn_key_is_fetched_again_and_the_challenge_used_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        await office.SignInAsync(office.CreateToken());
        await WithdrawKeyAsync(office);

        var session = await office.SignInAsync(office.CreateToken());

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(2, office.Network.Count("GET public-key-certificates"));
        Assert.Equal(2, office.Network.Count("POST challenge"));
        Assert.Equal(3, office.Network.Count("POST ksef-token"));
    }

    [Fact]
    public async Task However_many_sign_ins_notice_it_the_new_key_is_fetched_once()
    {
        await using var office = await SandboxOffice.StartAsync();
        await office.SignInAsync(office.CreateToken());
        await WithdrawKeyAsync(office);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => office.SignInAsync(office.CreateToken())));

        Assert.Equal(2, office.Network.Count("GET public-key-certificates"));
    }

    [Fact]
    public async Task Of_two_keys_in_service_the_newer_is_used()
    {
        await using var office = await SandboxOffice.StartAsync();
        var older = await CurrentKeyAsync(office);
        // Certificates count whole seconds.
        office.Sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        await ControlAsync(office, "keys/rotate", new { });

        await office.SignInAsync(office.CreateToken());
        await ControlAsync(office, "keys/withdraw", new { publicKeyId = older });
        await office.SignInAsync(office.CreateToken());

        Assert.Equal(2, office.Network.Count("POST ksef-token"));
    }

    private static async Task WithdrawKeyAsync(SandboxOffice office)
    {
        var current = await CurrentKeyAsync(office);
        office.Sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        await ControlAsync(office, "keys/rotate", new { });
        await ControlAsync(office, "keys/withdraw", new { publicKeyId = current });
    }

    private static async Task<string?> CurrentKeyAsync(SandboxOffice office)
    {
        using var http = new HttpClient { BaseAddress = office.Environment.BaseAddress };
        using var keys = await http.GetFromJsonAsync<JsonDocument>("security/public-key-certificates");
        return keys!
            .RootElement.EnumerateArray()
            .Last(key => key.GetProperty("usage")[0].GetString() is "KsefTokenEncryption")
            .GetProperty("publicKeyId")
            .GetString();
    }

    private static async Task ControlAsync<T>(SandboxOffice office, string path, T body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(office.Sandbox.Root, "_sandbox/") };
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}
