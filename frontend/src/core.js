import './theme.js';
import './icon.js';
import './since.js';
import './status.js';
import './palette.js';
import './keys.js';
import './filter.js';
import './signin.js';
