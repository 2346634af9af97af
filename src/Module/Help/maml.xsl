<xsl:stylesheet
  version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns="http://msh"
  xmlns:maml="http://schemas.microsoft.com/maml/2004/10"
  xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10"
  xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10"
>
  <!--
    Makes one language's MAML, which Get-Help reads, from the sources beside this file. In those, both languages of a
    text stand side by side (docs/decisions/0004-language.md), and what a parameter is stands once.
  -->
  <xsl:output method="xml" encoding="utf-8" indent="yes" />

  <!-- The sources' element that holds the wanted text: en or pl. -->
  <xsl:param name="language" />

  <xsl:template match="/help">
    <helpItems schema="maml">
      <xsl:apply-templates select="command">
        <xsl:sort select="@name" />
      </xsl:apply-templates>
    </helpItems>
  </xsl:template>

  <xsl:template match="command">
    <command:command>
      <command:details>
        <command:name><xsl:value-of select="@name" /></command:name>
        <command:verb><xsl:value-of select="substring-before(@name, '-')" /></command:verb>
        <command:noun><xsl:value-of select="substring-after(@name, '-')" /></command:noun>
        <maml:description>
          <maml:para><xsl:value-of select="normalize-space(synopsis/*[name() = $language])" /></maml:para>
        </maml:description>
      </command:details>
      <maml:description>
        <xsl:apply-templates select="description" />
        <!-- Related links would make Get-Help offer -Online, and no page of ours is online. -->
        <xsl:if test="link">
          <maml:para>
            <xsl:choose>
              <xsl:when test="$language = 'pl'">Zobacz także: </xsl:when>
              <xsl:otherwise>See also: </xsl:otherwise>
            </xsl:choose>
            <xsl:for-each select="link">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <xsl:value-of select="." />
            </xsl:for-each>
          </maml:para>
        </xsl:if>
      </maml:description>
      <command:syntax>
        <xsl:for-each select="set">
          <command:syntaxItem>
            <maml:name><xsl:value-of select="../@name" /></maml:name>
            <xsl:variable name="set" select="concat(' ', @name, ' ')" />
            <xsl:for-each select="../parameter[not(@sets) or contains(concat(' ', @sets, ' '), $set)] | ../use">
              <xsl:call-template name="parameter" />
            </xsl:for-each>
          </command:syntaxItem>
        </xsl:for-each>
        <xsl:if test="not(set)">
          <command:syntaxItem>
            <maml:name><xsl:value-of select="@name" /></maml:name>
            <xsl:call-template name="parameters" />
          </command:syntaxItem>
        </xsl:if>
      </command:syntax>
      <command:parameters><xsl:call-template name="parameters" /></command:parameters>
      <command:inputTypes>
        <xsl:for-each select="input">
          <command:inputType><xsl:call-template name="type" /></command:inputType>
        </xsl:for-each>
      </command:inputTypes>
      <command:returnValues>
        <xsl:for-each select="output">
          <command:returnValue><xsl:call-template name="type" /></command:returnValue>
        </xsl:for-each>
      </command:returnValues>
      <maml:alertSet>
        <maml:alert><xsl:apply-templates select="note" /></maml:alert>
      </maml:alertSet>
      <command:examples><xsl:apply-templates select="example" /></command:examples>
    </command:command>
  </xsl:template>

  <!-- A command's own parameters and those that it shares with others, in the order of its source. -->
  <xsl:template name="parameters">
    <xsl:for-each select="parameter | use">
      <xsl:call-template name="parameter" />
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="parameter">
    <xsl:apply-templates select="self::parameter | /help/shared/parameter[@name = current()/self::use/@name]" />
  </xsl:template>

  <xsl:template match="parameter">
    <command:parameter
      required="{boolean(@required)}"
      variableLength="{contains(@type, '[]')}"
      globbing="{boolean(@wildcards)}"
    >
      <xsl:attribute name="position">
        <xsl:value-of select="@position" />
        <xsl:if test="not(@position)">named</xsl:if>
      </xsl:attribute>
      <xsl:attribute name="aliases">
        <xsl:value-of select="@aliases" />
        <xsl:if test="not(@aliases)">none</xsl:if>
      </xsl:attribute>
      <xsl:attribute name="pipelineInput">
        <xsl:choose>
          <xsl:when test="@pipeline">True (<xsl:value-of select="@pipeline" />)</xsl:when>
          <xsl:otherwise>False</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <maml:name><xsl:value-of select="@name" /></maml:name>
      <maml:description><xsl:call-template name="text" /></maml:description>
      <xsl:if test="@type != 'SwitchParameter'">
        <command:parameterValue required="true" variableLength="{contains(@type, '[]')}">
          <xsl:value-of select="@type" />
        </command:parameterValue>
      </xsl:if>
      <dev:type><maml:name><xsl:value-of select="@type" /></maml:name><maml:uri /></dev:type>
      <dev:defaultValue>
        <xsl:value-of select="@default" />
        <xsl:if test="not(@default)">None</xsl:if>
      </dev:defaultValue>
    </command:parameter>
  </xsl:template>

  <xsl:template name="type">
    <dev:type><maml:name><xsl:value-of select="@type" /></maml:name></dev:type>
    <maml:description><xsl:call-template name="text" /></maml:description>
  </xsl:template>

  <xsl:template match="example">
    <command:example>
      <maml:title>
        <xsl:value-of select="concat('--- ', position(), ': ', normalize-space(*[name() = $language]), ' ---')" />
      </maml:title>
      <dev:code>
        <xsl:for-each select="code">
          <xsl:if test="position() > 1"><xsl:value-of select="'&#10;'" /></xsl:if>
          <xsl:value-of select="." />
        </xsl:for-each>
      </dev:code>
      <!-- The empty paragraph is the blank line before the next example. -->
      <dev:remarks><xsl:apply-templates select="remark" /><maml:para /></dev:remarks>
    </command:example>
  </xsl:template>

  <xsl:template match="description | note | remark">
    <xsl:call-template name="text" />
  </xsl:template>

  <!-- Each text in the wanted language is a paragraph; how its lines are broken in the source means nothing. -->
  <xsl:template name="text">
    <xsl:for-each select="*[name() = $language]">
      <maml:para>
        <xsl:call-template name="wrapped">
          <xsl:with-param name="words" select="normalize-space(.)" />
        </xsl:call-template>
      </maml:para>
    </xsl:for-each>
  </xsl:template>

  <!--
    PowerShell breaks lines between words only where the session's formats are those of six languages, Polish not among
    them, and elsewhere wherever the window ends. So lines come broken already, for a window of 80 columns.
  -->
  <xsl:template name="wrapped">
    <xsl:param name="words" />
    <xsl:param name="line" />
    <xsl:variable name="word" select="substring-before(concat($words, ' '), ' ')" />
    <xsl:variable name="longer" select="normalize-space(concat($line, ' ', $word))" />
    <xsl:choose>
      <xsl:when test="$words = ''"><xsl:value-of select="$line" /></xsl:when>
      <xsl:when test="$line != '' and string-length($longer) > 71">
        <xsl:value-of select="concat($line, '&#10;')" />
        <xsl:call-template name="wrapped">
          <xsl:with-param name="words" select="substring-after($words, ' ')" />
          <xsl:with-param name="line" select="$word" />
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="wrapped">
          <xsl:with-param name="words" select="substring-after($words, ' ')" />
          <xsl:with-param name="line" select="$longer" />
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
