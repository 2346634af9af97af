using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Certificates.Enrolment;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>An office and the certificate it has.</summary>
internal sealed record EnrolledOffice(EnrolmentBench Bench, CertificateDetails First);
