using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Core.Tests.Xades;

public sealed class AuthTokenRequestTests
{
    public static TheoryData<ContextType, AuthTokenSchema> ContextsAndSchemas =>
        new MatrixTheoryData<ContextType, AuthTokenSchema>(
            // Both schemas anchor their Peppol pattern with ^ and $, which XSD reads as letters.
            [ContextType.Nip, ContextType.InternalId, ContextType.NipVatUe],
            Enum.GetValues<AuthTokenSchema>()
        );

    [Theory]
    [MemberData(nameof(ContextsAndSchemas))]
    public void Each_context_validates_against_the_Ministrys_schema(ContextType type, AuthTokenSchema schema) =>
        AuthSchemas.Validate((TestRequests.For(type) with { Schema = schema }).ToXml(), schema);

    [Fact]
    public void Allowed_addresses_stand_in_the_schemas_order() =>
        AuthSchemas.Validate(
            (TestRequests.For() with { AllowedIps = TestRequests.SomeIps }).ToXml(),
            AuthTokenSchema.Version21
        );

    [Theory]
    [InlineData(SubjectIdentifierType.CertificateSubject)]
    [InlineData(SubjectIdentifierType.CertificateFingerprint)]
    public void Both_ways_of_naming_the_signer_validate(SubjectIdentifierType type) =>
        AuthSchemas.Validate((TestRequests.For() with { SubjectType = type }).ToXml(), AuthTokenSchema.Version21);

    [Fact]
    public void Version_2_1_is_the_default() =>
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1">"""
                + $"<Challenge>{TestRequests.Challenge}</Challenge>"
                + "<ContextIdentifier><Nip>5260001246</Nip></ContextIdentifier>"
                + "<SubjectIdentifierType>certificateSubject</SubjectIdentifierType></AuthTokenRequest>",
            TestRequests.For().ToXml()
        );

    [Fact]
    public void Allowed_addresses_ranges_and_networks_are_each_written() =>
        Assert.Contains(
            "<AuthorizationPolicy><AllowedIps><Ip4Address>192.0.2.1</Ip4Address><Ip4Address>192.0.2.2</Ip4Address>"
                + "<Ip4Range>192.0.2.10-192.0.2.20</Ip4Range><Ip4Mask>198.51.100.0/24</Ip4Mask></AllowedIps>"
                + "</AuthorizationPolicy>",
            (TestRequests.For() with { AllowedIps = TestRequests.SomeIps }).ToXml(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(AuthTokenSchema.Version20)]
    [InlineData(AuthTokenSchema.Version21)]
    public void What_was_written_is_read_whole(AuthTokenSchema schema)
    {
        var request = TestRequests.For() with
        {
            AllowedIps = TestRequests.SomeIps,
            Schema = schema,
            SubjectType = SubjectIdentifierType.CertificateFingerprint,
        };

        var read = Read(request.ToXml(indented: true));

        Assert.Equal(request with { AllowedIps = null }, read! with { AllowedIps = null });
        Assert.Equal(request.AllowedIps.Addresses, read.AllowedIps!.Addresses);
        Assert.Equal(request.AllowedIps.Ranges, read.AllowedIps.Ranges);
        Assert.Equal(request.AllowedIps.Masks, read.AllowedIps.Masks);
    }

    [Fact]
    public void Spaces_around_what_it_says_do_not_count() =>
        Assert.Equal(
            TestRequests.For(),
            Read(
                TestRequests
                    .For()
                    .ToXml()
                    .Replace(TestRequests.Challenge, $"\n {TestRequests.Challenge} ", StringComparison.Ordinal)
                    .Replace("5260001246", " 5260001246\n", StringComparison.Ordinal)
                    .Replace("certificateSubject", " certificateSubject ", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void For_a_person_each_thing_that_it_says_has_a_line() =>
        Assert.Contains(
            $"\n  <Challenge>{TestRequests.Challenge}</Challenge>\n",
            TestRequests.For().ToXml(indented: true),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(IdentityKind.Nip, SubjectIdentifierType.CertificateSubject)]
    [InlineData(IdentityKind.Pesel, SubjectIdentifierType.CertificateSubject)]
    [InlineData(IdentityKind.Fingerprint, SubjectIdentifierType.CertificateFingerprint)]
    public void Only_who_has_neither_NIP_nor_PESEL_goes_by_the_fingerprint(
        IdentityKind kind,
        SubjectIdentifierType type
    ) => Assert.Equal(type, AuthTokenRequest.SubjectTypeFor(new CertificateIdentity(kind, "1")));

    private static AuthTokenRequest? Read(string xml) => SignedRequestCheck.Peek(Encoding.UTF8.GetBytes(xml));
}
