using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;

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

    [Theory]
    [InlineData(IdentityKind.Nip, SubjectIdentifierType.CertificateSubject)]
    [InlineData(IdentityKind.Pesel, SubjectIdentifierType.CertificateSubject)]
    [InlineData(IdentityKind.Fingerprint, SubjectIdentifierType.CertificateFingerprint)]
    public void Only_who_has_neither_NIP_nor_PESEL_goes_by_the_fingerprint(
        IdentityKind kind,
        SubjectIdentifierType type
    ) => Assert.Equal(type, AuthTokenRequest.SubjectTypeFor(new CertificateIdentity(kind, "1")));
}
