package dev.rayport.tenant;

import dev.rayport.OnMariaDb;

@OnMariaDb
class SignInOnMariaDbTests extends SignInTests {}
