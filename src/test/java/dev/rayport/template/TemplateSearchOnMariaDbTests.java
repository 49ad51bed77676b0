package dev.rayport.template;

import dev.rayport.OnMariaDb;

@OnMariaDb
class TemplateSearchOnMariaDbTests extends TemplateSearchTests {}
