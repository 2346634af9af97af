using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>A test about permissions: a client, its accounting office, and Anna who works there.</summary>
public abstract class PermissionTest : CertificateTest
{
    protected const string OfficeNip = "7762811692";
    protected static readonly ContextIdentifier Office = ContextIdentifier.Nip(OfficeNip);
    protected static readonly ContextIdentifier OtherClient = ContextIdentifier.Nip("5555555555");
    protected static readonly SubjectIdentifier OfficeSubject = SubjectIdentifier.Nip(OfficeNip);
    protected static readonly SubjectIdentifier Anna = SubjectIdentifier.Pesel("44051401359");

    protected Task<Answer> GrantAsync(string access, string kind, object body) =>
        PostAsync($"/permissions/{kind}/grants", access, body);

    protected Task<Answer> RevokeAsync(string access, Guid id) =>
        SendAsync(HttpMethod.Delete, $"/permissions/common/grants/{id}", access);

    protected Task<Answer> PollAsync(string access, Answer accepted) =>
        GetAsync($"/permissions/operations/{accepted.Json.GetProperty("referenceNumber").GetString()}", access);

    /// <summary>The code with which an operation ends.</summary>
    protected async Task<int> EndAsync(string access, Answer accepted)
    {
        for (var polls = 0; polls < 5; polls++)
        {
            var code = Code(await PollAsync(access, accepted));
            if (code != 100)
                return code;
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return 100;
    }

    /// <summary>Grants and polls to the end.</summary>
    protected async Task<int> GrantToEndAsync(string access, string kind, object body) =>
        await EndAsync(access, await GrantAsync(access, kind, body));

    protected static int Code(Answer status) => status.Json.GetProperty("status").GetProperty("code").GetInt32();

    protected static string? Reason(Answer refused) => refused.Json.GetProperty("reasonCode").GetString();

    /// <summary>All entries of a list of permissions, in its order.</summary>
    protected async Task<List<JsonElement>> ListAsync(string access, string list, object? filter = null) =>
        [
            .. (await PostAsync($"/permissions/query/{list}?pageSize=100", access, filter ?? new { }))
                .Json.EnumerateObject()
                .First(property => property.Value.ValueKind == JsonValueKind.Array)
                .Value.EnumerateArray(),
        ];

    protected static string? Text(JsonElement entry, params string[] path)
    {
        foreach (var name in path)
        {
            if (!entry.TryGetProperty(name, out entry))
                return null;
        }

        return entry.GetString();
    }

    /// <summary>A client's grant to the office, without asking the API.</summary>
    protected GrantRecord GiveOffice(Permission permission, bool canDelegate = true, ContextIdentifier? client = null)
    {
        var id = World.Numbers.NextGuid();
        var grant = GrantRecord.ToEntity(
            id,
            client ?? Client,
            OfficeNip,
            permission,
            canDelegate,
            Host.Clock.GetUtcNow()
        );
        World.AddGrant(grant);
        return grant;
    }

    /// <summary>The office's grant to Anna, without asking the API.</summary>
    protected GrantRecord PassOn(Permission permission, GrantTarget? target = null)
    {
        var id = World.Numbers.NextGuid();
        target ??= GrantTarget.Nip(Client.Value);
        var grant = GrantRecord.ToStaff(id, OfficeNip, Anna, target, permission, Host.Clock.GetUtcNow());
        World.AddGrant(grant);
        return grant;
    }

    /// <summary>A grant to Anna in the client's context.</summary>
    protected GrantRecord GiveAnna(Permission permission, ContextIdentifier? context = null)
    {
        var grant = new GrantRecord
        {
            Id = World.Numbers.NextGuid(),
            Context = context ?? Client,
            Authorized = Anna,
            Permission = permission,
            StartDate = Host.Clock.GetUtcNow(),
        };
        World.AddGrant(grant);
        return grant;
    }
}
