using System.Text.Json.Serialization;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Api.Responses.Limits;
using KsefTools.Core.Api.Status;

namespace KsefTools.Core.Api.Http;

/// <summary>All that travels as JSON. Unknown fields are ignored, as the contract asks of a client.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(SecretTextConverter), typeof(UtcTimeConverter), typeof(PlainTextConverter)]
)]
[JsonSerializable(typeof(KsefTokenSignInRequest))]
[JsonSerializable(typeof(GenerateTokenRequest))]
[JsonSerializable(typeof(PersonalGrantsQuery))]
[JsonSerializable(typeof(IReadOnlyList<PublicKeyCertificate>))]
[JsonSerializable(typeof(Challenge))]
[JsonSerializable(typeof(SignInStarted))]
[JsonSerializable(typeof(SignInStatus))]
[JsonSerializable(typeof(RedeemedTokens))]
[JsonSerializable(typeof(RefreshedToken))]
[JsonSerializable(typeof(SignInSessionPage))]
[JsonSerializable(typeof(TokenMetadata))]
[JsonSerializable(typeof(TokenPage))]
[JsonSerializable(typeof(GeneratedToken))]
[JsonSerializable(typeof(PersonalGrantPage))]
[JsonSerializable(typeof(ContextLimits))]
[JsonSerializable(typeof(SubjectLimits))]
[JsonSerializable(typeof(CertificateQuotas))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(EnrollCertificateRequest))]
[JsonSerializable(typeof(EnrollmentStarted))]
[JsonSerializable(typeof(EnrollmentStatus))]
[JsonSerializable(typeof(RetrieveCertificatesRequest))]
[JsonSerializable(typeof(RetrievedCertificates))]
[JsonSerializable(typeof(CertificateQuery))]
[JsonSerializable(typeof(CertificatePage))]
[JsonSerializable(typeof(RevokeCertificateRequest))]
[JsonSerializable(typeof(GrantEntityRequest))]
[JsonSerializable(typeof(GrantPersonRequest))]
[JsonSerializable(typeof(GrantIndirectRequest))]
[JsonSerializable(typeof(PermissionOperationStarted))]
[JsonSerializable(typeof(PermissionOperationStatus))]
[JsonSerializable(typeof(EntityGrantsQuery))]
[JsonSerializable(typeof(EntityGrantPage))]
[JsonSerializable(typeof(PersonGrantsQuery))]
[JsonSerializable(typeof(PersonGrantPage))]
[JsonSerializable(typeof(AuthorizationGrantsQuery))]
[JsonSerializable(typeof(AuthorizationGrantPage))]
internal sealed partial class KsefJson : JsonSerializerContext;
