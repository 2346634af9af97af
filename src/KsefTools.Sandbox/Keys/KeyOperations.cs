using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Keys;

/// <summary>GET /security/public-key-certificates.</summary>
internal static class KeyOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Open("GET", "/security/public-key-certificates", List),
    ];

    private static ValueTask<Reply> List(Call call)
    {
        var body = call
            .Environment.Keys.Certificates.Select(c => new PublicKeyCertificateBody(
                Convert.ToBase64String(c.Der),
                c.CertificateId,
                c.KeyId,
                c.ValidFrom,
                c.ValidTo,
                [c.Usage]
            ))
            .ToList();
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.ListPublicKeyCertificateBody));
    }
}
