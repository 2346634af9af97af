@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # A test has a secret in hand as text: it plays the person who pastes it.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        # Helpers of tests change only what the test owns; nobody tries them with -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Variables and parameters used in another script block or function, which these rules cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
        # PowerShell 7 reads UTF-8 without a mark, and the module needs 7.6.
        'PSUseBOMForUnicodeEncodedFile'
        # A test answers Read-Host in a person's place.
        'PSAvoidOverwritingBuiltInCmdlets'
    )
}
