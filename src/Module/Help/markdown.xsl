<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- Makes one command's page of the reference in one language, from the source that maml.xsl makes its help of. -->
  <xsl:output method="text" encoding="utf-8" />

  <!-- The sources' element that holds the wanted text: en or pl. -->
  <xsl:param name="language" />
  <!-- The command's name. -->
  <xsl:param name="command" />
  <!-- The syntax as Get-Command tells it. -->
  <xsl:param name="syntax" />

  <xsl:variable name="polish" select="$language = 'pl'" />

  <xsl:template match="/help">
    <xsl:apply-templates select="command[@name = $command]" />
  </xsl:template>

  <xsl:template match="command">
    <xsl:value-of select="concat('# ', @name, '&#10;&#10;')" />
    <xsl:apply-templates select="synopsis" />
    <xsl:value-of select="concat('```powershell&#10;', $syntax, '&#10;```&#10;&#10;')" />
    <xsl:apply-templates select="description" />
    <xsl:apply-templates select="note" />
    <xsl:call-template name="heading">
      <xsl:with-param name="en" select="'Examples'" />
      <xsl:with-param name="pl" select="'Przykłady'" />
    </xsl:call-template>
    <xsl:apply-templates select="example" />
    <xsl:call-template name="heading">
      <xsl:with-param name="en" select="'Parameters'" />
      <xsl:with-param name="pl" select="'Parametry'" />
    </xsl:call-template>
    <xsl:for-each select="parameter | use">
      <xsl:apply-templates select="self::parameter | /help/shared/parameter[@name = current()/self::use/@name]" />
    </xsl:for-each>
    <xsl:if test="input">
      <xsl:call-template name="heading">
        <xsl:with-param name="en" select="'Takes from the pipeline'" />
        <xsl:with-param name="pl" select="'Przyjmuje z potoku'" />
      </xsl:call-template>
      <xsl:apply-templates select="input" />
    </xsl:if>
    <xsl:if test="output">
      <xsl:call-template name="heading">
        <xsl:with-param name="en" select="'Writes'" />
        <xsl:with-param name="pl" select="'Zwraca'" />
      </xsl:call-template>
      <xsl:apply-templates select="output" />
    </xsl:if>
    <xsl:if test="link">
      <xsl:call-template name="heading">
        <xsl:with-param name="en" select="'See also'" />
        <xsl:with-param name="pl" select="'Zobacz też'" />
      </xsl:call-template>
      <xsl:for-each select="link"><xsl:value-of select="concat('- [', ., '](', ., '.md)&#10;')" /></xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:param name="en" />
    <xsl:param name="pl" />
    <xsl:choose>
      <xsl:when test="$polish"><xsl:value-of select="concat('## ', $pl, '&#10;&#10;')" /></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('## ', $en, '&#10;&#10;')" /></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="parameter">
    <xsl:value-of select="concat('### -', @name, '&#10;&#10;')" />
    <xsl:call-template name="text" />
    <xsl:value-of select="concat('`', @type, '`')" />
    <xsl:if test="@required">
      <xsl:choose>
        <xsl:when test="$polish"> · wymagany</xsl:when>
        <xsl:otherwise> · required</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@default and @type != 'SwitchParameter'">
      <xsl:choose>
        <xsl:when test="$polish"><xsl:value-of select="concat(' · domyślnie ', @default)" /></xsl:when>
        <xsl:otherwise><xsl:value-of select="concat(' · default ', @default)" /></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@position">
      <xsl:choose>
        <xsl:when test="$polish"><xsl:value-of select="concat(' · pozycja ', @position)" /></xsl:when>
        <xsl:otherwise><xsl:value-of select="concat(' · position ', @position)" /></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@pipeline">
      <xsl:choose>
        <xsl:when test="$polish"><xsl:value-of select="concat(' · z potoku: ', @pipeline)" /></xsl:when>
        <xsl:otherwise><xsl:value-of select="concat(' · from the pipeline: ', @pipeline)" /></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@wildcards">
      <xsl:choose>
        <xsl:when test="$polish"> · wzorce</xsl:when>
        <xsl:otherwise> · wildcards</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:value-of select="'&#10;&#10;'" />
  </xsl:template>

  <xsl:template match="input | output">
    <xsl:value-of select="concat('`', @type, '`&#10;&#10;')" />
    <xsl:call-template name="text" />
  </xsl:template>

  <xsl:template match="example">
    <xsl:call-template name="text" />
    <xsl:value-of select="'```powershell&#10;'" />
    <xsl:for-each select="code"><xsl:value-of select="concat(., '&#10;')" /></xsl:for-each>
    <xsl:value-of select="'```&#10;&#10;'" />
    <xsl:apply-templates select="remark" />
  </xsl:template>

  <xsl:template match="synopsis | description | note | remark">
    <xsl:call-template name="text" />
  </xsl:template>

  <xsl:template name="text">
    <xsl:for-each select="*[name() = $language]">
      <xsl:call-template name="escaped">
        <xsl:with-param name="left" select="normalize-space(.)" />
      </xsl:call-template>
      <xsl:value-of select="'&#10;&#10;'" />
    </xsl:for-each>
  </xsl:template>

  <!-- Help is plain text: what Markdown would take for markup is escaped. -->
  <xsl:template name="escaped">
    <xsl:param name="left" />
    <xsl:variable name="first" select="substring($left, 1, 1)" />
    <xsl:if test="$left != ''">
      <xsl:if test="contains('\`*_[]&lt;&gt;#|', $first)">\</xsl:if>
      <xsl:variable name="rest" select="substring($left, 2)" />
      <xsl:variable name="plain" select="substring-before(concat(translate($rest, '\`*_[]&lt;&gt;#|', '``````````'), '`'), '`')" />
      <xsl:value-of select="concat($first, substring($rest, 1, string-length($plain)))" />
      <xsl:call-template name="escaped">
        <xsl:with-param name="left" select="substring($rest, string-length($plain) + 1)" />
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
