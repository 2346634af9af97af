using System.Text.Json.Serialization;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api.Certificates;

/// <summary>
/// Who a new certificate is for, as KSeF itself says it (<c>GET /certificates/enrollments/data</c>). Copied
/// verbatim into the request: KSeF refuses whatever differs (25003). What is null or empty is left out.
/// </summary>
public sealed record EnrollmentSubject
{
    public required string CommonName { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public required string CountryName { get; init; }

    /// <summary>One attribute each: the documentation knows a list of them, the contract a single text.</summary>
    [JsonPropertyName("givenName")]
    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string> GivenNames
    {
        get;
        // The generated reader sets null where the answer has no givenName at all, as for every seal.
        init => field = value ?? [];
    } = [];

    public string? Surname { get; init; }

    /// <summary>A person's PESEL or NIP with its prefix, for example <c>PNOPL-…</c>.</summary>
    public string? SerialNumber { get; init; }

    public string? UniqueIdentifier { get; init; }

    public string? OrganizationName { get; init; }

    /// <summary>A seal's NIP with its prefix, for example <c>VATPL-…</c>; may carry more than one identifier.</summary>
    public string? OrganizationIdentifier { get; init; }
}
