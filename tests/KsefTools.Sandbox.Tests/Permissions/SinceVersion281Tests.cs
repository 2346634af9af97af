using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>
/// What release 2.8.1 changed: collective identifiers for companies and their staff, 403 without its time.
/// </summary>
public sealed class SinceVersion281Tests : PermissionTest
{
    private const string Collective = "CollectiveIdentifierManage";

    [Theory]
    [InlineData("2.8.1", 202)]
    [InlineData("2.7.0", 400)]
    public async Task A_company_is_granted_collective_identifiers(string release, int status)
    {
        Host.Main.Settings.ApiVersion = new Version(release);

        var answer = await GrantAsync(
            await SignedAccessAsync(),
            "entities",
            PermissionBodies.Entities(OfficeNip, canDelegate: true, Collective)
        );

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task The_company_passes_them_on()
    {
        GiveOffice(Permission.CollectiveIdentifierManage);

        var code = await GrantToEndAsync(
            await SignedAccessAsync(Office),
            "indirect",
            PermissionBodies.Indirect("Pesel", Anna.Value, target: null, Collective)
        );

        Assert.Equal(200, code);
        Assert.Equal([Permission.CollectiveIdentifierManage], World.RightsOf(Anna, Client));
    }

    /// <summary>The contract at hand wants the time, so the answer is not held against it.</summary>
    [Fact]
    public async Task A_403_may_come_without_its_time()
    {
        Host.Main.Settings.ForbiddenWithoutTimestamp = true;
        GiveAnna(Permission.InvoiceRead);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Url("/permissions/query/entities/roles"));
        request.Headers.Authorization = new("Bearer", await SignedAccessAsync(Client, Anna));

        using var response = await http.SendAsync(request);

        var body = await Answer.ReadAsync(response);
        Assert.Equal("missing-permissions", Reason(body));
        Assert.False(body.Json.TryGetProperty("timestamp", out _));
    }
}
