using System.Globalization;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api;

/// <content>Signing in by signature, and certificates: always those of who signed in, whatever the context.</content>
public sealed partial class KsefApi
{
    /// <summary>
    /// POST /auth/xades-signature. Uses up its challenge, so it is never repeated by itself.
    /// </summary>
    /// <param name="signedRequest">The signed AuthTokenRequest, sent byte for byte.</param>
    /// <param name="verifyCertificateChain">
    /// Has TEST check the certificate as production does; null to leave it.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<SignInStarted> StartXadesSignInAsync(
        ReadOnlyMemory<byte> signedRequest,
        bool? verifyCertificateChain,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Post, "/auth/xades-signature")
            {
                Path = verifyCertificateChain switch
                {
                    true => "auth/xades-signature?verifyCertificateChain=true",
                    false => "auth/xades-signature?verifyCertificateChain=false",
                    null => null,
                },
                Body = signedRequest.ToArray(),
                MediaType = "application/xml",
                MayRepeat = false,
            },
            KsefJson.Default.SignInStarted,
            cancellationToken
        );

    /// <summary>GET /certificates/limits: how many enrolments and active certificates are left.</summary>
    public Task<CertificateQuotas> GetCertificateQuotasAsync(AccessToken access, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/certificates/limits", access),
            KsefJson.Default.CertificateQuotas,
            cancellationToken
        );

    /// <summary>
    /// GET /certificates/enrollments/data: the subject to put into a request. A session that a token opened has none
    /// (25001, 25002).
    /// </summary>
    public Task<EnrollmentSubject> GetEnrollmentSubjectAsync(AccessToken access, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/certificates/enrollments/data", access),
            VerbatimJson.Default.EnrollmentSubject,
            cancellationToken
        );

    /// <summary>POST /certificates/enrollments: spends an enrolment, so it is never repeated by itself.</summary>
    public Task<EnrollmentStarted> EnrollCertificateAsync(
        AccessToken access,
        EnrollCertificateRequest request,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/certificates/enrollments", access) with
            {
                Body = Json(request, KsefJson.Default.EnrollCertificateRequest),
                MayRepeat = false,
            },
            KsefJson.Default.EnrollmentStarted,
            cancellationToken
        );

    /// <summary>GET /certificates/enrollments/{referenceNumber}: how an enrolment goes; 410 after 30 days.</summary>
    public Task<EnrollmentStatus> GetEnrollmentStatusAsync(
        AccessToken access,
        string referenceNumber,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/certificates/enrollments/{referenceNumber}", access) with
            {
                Path = $"certificates/enrollments/{Uri.EscapeDataString(referenceNumber)}",
            },
            KsefJson.Default.EnrollmentStatus,
            cancellationToken
        );

    /// <summary>POST /certificates/retrieve: the certificates themselves, ten at most in one call.</summary>
    public Task<RetrievedCertificates> RetrieveCertificatesAsync(
        AccessToken access,
        RetrieveCertificatesRequest request,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/certificates/retrieve", access) with
            {
                Body = Json(request, KsefJson.Default.RetrieveCertificatesRequest),
            },
            KsefJson.Default.RetrievedCertificates,
            cancellationToken
        );

    /// <summary>POST /certificates/query: a page of fifty.</summary>
    /// <param name="access">A session of the certificates' subject, in any context.</param>
    /// <param name="query">Filters.</param>
    /// <param name="pageOffset">The page, counted from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<CertificatePage> QueryCertificatesAsync(
        AccessToken access,
        CertificateQuery query,
        int pageOffset,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/certificates/query", access) with
            {
                Path = string.Create(
                    CultureInfo.InvariantCulture,
                    $"certificates/query?pageSize=50&pageOffset={pageOffset}"
                ),
                Body = Json(query, KsefJson.Default.CertificateQuery),
            },
            KsefJson.Default.CertificatePage,
            cancellationToken
        );

    /// <summary>POST /certificates/{certificateSerialNumber}/revoke. Sessions that it opened live on.</summary>
    public Task RevokeCertificateAsync(
        AccessToken access,
        string serialNumber,
        RevokeCertificateRequest request,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/certificates/{certificateSerialNumber}/revoke", access) with
            {
                Path = $"certificates/{Uri.EscapeDataString(serialNumber)}/revoke",
                Body = Json(request, KsefJson.Default.RevokeCertificateRequest),
                MayRepeat = false,
            },
            cancellationToken
        );
}
