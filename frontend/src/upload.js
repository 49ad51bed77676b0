import './lines.js';
import './upload/element.js';
