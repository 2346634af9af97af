using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Responses;
using static KsefTools.Core.Tests.Api.ScriptedServer;

namespace KsefTools.Core.Tests.Api.Answers;

/// <summary>Null where the contract promises a value is a bad answer of KSeF, and no fault of ours later.</summary>
public sealed class NullFieldTests
{
    public static TheoryData<string> RequiredOfAToken => ["referenceNumber", "status"];

    public static TheoryData<Type> Messages =>
        [
            .. typeof(KsefJson)
                .GetCustomAttributesData()
                .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
                .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!),
        ];

    [Theory]
    [MemberData(nameof(RequiredOfAToken))]
    public async Task A_required_text_that_is_null_is_a_bad_answer(string field)
    {
        var token = Token();
        token[field] = null;

        var refused = await Assert.ThrowsAsync<KsefApiException>(() => ReadAsync(token));

        Assert.Equal(ApiErrorKind.BadAnswer, refused.Kind);
    }

    [Theory]
    [InlineData("requestedPermissions")]
    [InlineData("statusDetails")]
    public async Task A_list_that_is_null_is_empty(string field)
    {
        var token = Token();
        token[field] = null;

        var read = await ReadAsync(token);

        Assert.Empty(field is "statusDetails" ? read.StatusDetails : read.RequestedPermissions);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void No_message_takes_null_for_what_it_requires(Type message)
    {
        var required = KsefJson.Default.GetTypeInfo(message)!.Properties.Where(property => property.IsRequired);

        Assert.All(required, property => Assert.False(property.IsSetNullable, property.Name));
    }

    private static JsonObject Token() =>
        JsonNode
            .Parse(
                """
                {"referenceNumber":"20260115-EC-1A2B3C4D00-9F8E7D6C50-10","description":"x",
                "requestedPermissions":["InvoiceRead"],"dateCreated":"2026-01-15T10:00:00+00:00","status":"Active"}
                """
            )!
            .AsObject();

    private static async Task<TokenMetadata> ReadAsync(JsonObject token)
    {
        await using var ksef = await StartAsync(Answer(200, token.ToJsonString()));
        using var api = new KsefApi(ksef.Environment);
        return await api.GetTokenAsync(AnyAccess, "20260115-EC-1A2B3C4D00-9F8E7D6C50-10", CancellationToken.None);
    }
}
