package dev.rayport.template;

import dev.rayport.OnMariaDb;

@OnMariaDb
class TemplateServiceOnMariaDbTests extends TemplateServiceTests {}
